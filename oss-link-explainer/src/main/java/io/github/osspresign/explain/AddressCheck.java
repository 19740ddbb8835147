// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.OssHostKind;
import io.github.osspresign.oss.syntax.BucketName;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks scheme, host, region and bucket. */
record AddressCheck(ParsedLink link, OssHost host, Findings findings) {

    /** What stands in host names but is no region id: a region id has a prefix such as {@code cn-}, and no suffix. */
    private static final Pattern UNKNOWN_REGION = Pattern.compile("accelerate.*|.*-internal|[^-]*");

    void check() {
        transport();
        endpoint();
        region();
        bucket();
    }

    private void transport() {
        if (link.url().userInfo() != null) {
            findings.add(
                    FindingCode.USER_INFO,
                    "The URL has a user name before the host. Clients send it as an Authorization header, and OSS"
                            + " refuses a request with both a header and a signed URL. Remove the user name.");
        }
        if (link.url().fragment() != null) {
            findings.add(
                    FindingCode.FRAGMENT,
                    "The URL has a '#', and clients do not send what follows it. Write %23 if the '#' belongs to the object"
                            + " key or a parameter.");
        }
        if (link.url().scheme().equals("http") && host.kind() != OssHostKind.LOCAL) {
            findings.add(
                    FindingCode.PLAIN_HTTP,
                    "The scheme is http, so the link is sent unencrypted, and anyone who reads it can use it. Write"
                            + " https; the signature stays correct.");
        }
    }

    private void endpoint() {
        if (host.kind() == OssHostKind.INTERNAL) {
            findings.add(
                    FindingCode.INTERNAL_ENDPOINT,
                    "The host " + Quoted.text(link.url().host())
                            + " is an internal endpoint, reachable only from inside"
                            + " Alibaba Cloud in the same region. For other clients, sign for the public endpoint.");
        }
        if (host.kind() == OssHostKind.CUSTOM_DOMAIN) {
            findings.add(
                    FindingCode.HOST_NOT_CHECKED,
                    "The host " + Quoted.text(link.url().host())
                            + " is not a domain of OSS. Whether it is a custom domain of"
                            + " the bucket is not checked. Ask the owner of the bucket: a foreign host receives the"
                            + " signed URL.");
        }
        if (host.kind().isAccelerated()) {
            findings.add(
                    FindingCode.ACCELERATE_ENDPOINT,
                    "The host " + Quoted.text(link.url().host())
                            + " works only for buckets that have transfer acceleration turned on.");
        }
        if (host.kind() == OssHostKind.PUBLIC && isInMainlandChina(host.region())) {
            findings.add(
                    FindingCode.DEFAULT_DOMAIN_CLOSED,
                    "If the account of the bucket first used OSS after 20 March 2025, OSS refuses the host "
                            + Quoted.text(link.url().host())
                            + " with PublicEndpointForbidden. Sign for a custom domain of the bucket.");
        }
        if (host.isUnknownDualStack()) {
            findings.add(
                    FindingCode.DUAL_STACK_UNKNOWN,
                    "The host " + Quoted.text(link.url().host())
                            + " is a dual-stack endpoint, but the region '" + host.region() + "' is not known to have"
                            + " one, so the host may not exist. Sign for the public endpoint.");
        }
        if (host.kind().isOssDomain() && host.bucket() == null) {
            findings.add(
                    FindingCode.PATH_STYLE,
                    "The bucket is in the path, which OSS refuses. The URL must be https://BUCKET."
                            + Quoted.text(link.url().host()) + "/KEY.");
        }
    }

    private static boolean isInMainlandChina(@Nullable String region) {
        return region != null && region.startsWith("cn-") && !region.equals("cn-hongkong");
    }

    private void region() {
        String signed = link.signature().region();
        if (signed == null && link.signature().style() != SignatureStyle.NONE) {
            givenRegion(host.region(), "its host is in");
        }
        if (signed == null || signed.isEmpty() || signed.startsWith("oss-") || host.kind() == OssHostKind.CLOUD_BOX) {
            return;
        }
        if (UNKNOWN_REGION.matcher(signed).matches()) {
            findings.add(
                    FindingCode.REGION_UNKNOWN,
                    "The link is signed for '" + Quoted.text(signed)
                            + "', which is no region id, so OSS refuses it on every"
                            + " host. Sign with the region of the bucket, such as cn-beijing.");
            return;
        }
        String shown = host.region();
        if (!host.allowsScope(signed)) {
            findings.add(
                    FindingCode.REGION_DIFFERS,
                    "The link is signed for the region '" + Quoted.text(signed) + "', but its host is in '" + shown
                            + "'. Both must be the region of the bucket. Sign again.");
        }
        givenRegion(signed, "it is signed for");
    }

    /** Compares the region that the link shows with the given one. */
    private void givenRegion(@Nullable String shown, String verb) {
        String known = link.question().region();
        if (known != null && shown != null && !known.equals(shown)) {
            findings.add(
                    FindingCode.REGION_DIFFERS,
                    "The given region of the bucket is '" + Quoted.text(known) + "', but " + verb + " the region '"
                            + Quoted.text(shown) + "'. Use the region of the bucket.");
        }
    }

    private void bucket() {
        String bucket = link.bucket();
        if (bucket == null) {
            return;
        }
        if (!BucketName.isValid(bucket)) {
            findings.add(
                    FindingCode.BUCKET_MALFORMED,
                    "The bucket must be 3 to 63 lower-case letters, digits and hyphens, with a letter or digit first"
                            + " and last, was '" + Quoted.text(bucket) + "'. Check the host.");
        }
        String known = link.question().bucket();
        if (known != null && !Objects.equals(known, bucket)) {
            findings.add(
                    FindingCode.BUCKET_DIFFERS,
                    "The URL addresses the bucket '" + Quoted.text(bucket) + "', but the given bucket is '"
                            + Quoted.text(known) + "'. Check whether the host was replaced.");
        }
    }
}
