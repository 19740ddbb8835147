package io.github.osspresign.explain;

import io.github.osspresign.error.Quoted;
import java.util.Objects;
import java.util.regex.Pattern;

/** Where the link points: scheme, host, region and bucket. */
final class AddressCheck {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]");

    /** The hosts of this financial zone are signed for with another region's id. */
    private static final String ZONE_WITH_OTHER_REGION = "cn-hzjbp";

    private final LinkReading link;
    private final HostName host;
    private final Findings findings;

    private AddressCheck(LinkReading link, Findings findings) {
        this.link = link;
        this.host = link.host();
        this.findings = findings;
    }

    static void check(LinkReading link, Findings findings) {
        AddressCheck check = new AddressCheck(link, findings);
        check.transport();
        check.endpoint();
        check.region();
        check.bucket();
    }

    private void transport() {
        if (link.url().userInfo() != null) {
            findings.add(
                    FindingCode.USER_INFO,
                    "A user name stands before the host. Clients send it as an Authorization header, and the service"
                            + " refuses a request that is signed in the URL and in a header. Remove it.");
        }
        if (link.url().fragment() != null) {
            findings.add(
                    FindingCode.FRAGMENT,
                    "A '#' cuts the URL: what follows is not sent. Write %23 if it belongs to the key or a parameter.");
        }
        if (link.url().scheme().equals("http") && host.kind() != HostKind.LOCAL) {
            findings.add(
                    FindingCode.PLAIN_HTTP,
                    "The scheme is http, so the link, which is all that is needed to use it, travels unencrypted."
                            + " Write https; the signature stays right.");
        }
    }

    private void endpoint() {
        if (host.kind() == HostKind.INTERNAL) {
            findings.add(
                    FindingCode.INTERNAL_ENDPOINT,
                    "The host " + Quoted.text(link.url().host())
                            + " is an internal endpoint, reachable only from inside"
                            + " Alibaba Cloud in the same region. For anybody else sign for the public endpoint.");
        }
        if (host.kind() == HostKind.CUSTOM_DOMAIN) {
            findings.add(
                    FindingCode.HOST_NOT_CHECKED,
                    "The host " + Quoted.text(link.url().host())
                            + " is none of the service's own. Whether it is a domain"
                            + " of the bucket, and not of somebody who collects links, is not checked; ask its owner.");
        }
        if (host.kind().isAccelerated()) {
            findings.add(
                    FindingCode.ACCELERATE_ENDPOINT,
                    "The host " + Quoted.text(link.url().host())
                            + " works only for buckets that have transfer acceleration turned on.");
        }
        if (host.kind().isOfTheService() && host.bucket() == null) {
            findings.add(
                    FindingCode.PATH_STYLE,
                    "The bucket stands in the path; the service refuses that. Expected https://BUCKET."
                            + Quoted.text(link.url().host()) + "/KEY.");
        }
    }

    private void region() {
        String signed = link.signature().region();
        if (signed == null || signed.isEmpty() || signed.startsWith("oss-") || host.kind() == HostKind.CLOUD_BOX) {
            return;
        }
        String shown = host.region();
        if (shown != null && !shown.equals(signed) && !shown.startsWith(ZONE_WITH_OTHER_REGION)) {
            findings.add(
                    FindingCode.REGION_DIFFERS,
                    "It is signed for the region '" + Quoted.text(signed) + "' but its host is in '" + shown
                            + "'; expected the bucket's region in both. Sign again.");
        }
        String known = link.question().region();
        if (known != null && !known.equals(signed)) {
            findings.add(
                    FindingCode.REGION_DIFFERS,
                    "It is signed for the region '" + Quoted.text(signed) + "' but the bucket is in '" + known
                            + "', as you say. Sign again for that region.");
        }
    }

    private void bucket() {
        String bucket = link.bucket();
        if (bucket == null) {
            return;
        }
        if (!BUCKET.matcher(bucket).matches()) {
            findings.add(
                    FindingCode.BUCKET_MALFORMED,
                    "The bucket is '" + Quoted.text(bucket)
                            + "'; expected 3 to 63 lower-case letters, digits and hyphens,"
                            + " a letter or digit first and last. Check the host.");
        }
        String known = link.question().bucket();
        if (known != null && !Objects.equals(known, bucket)) {
            findings.add(
                    FindingCode.BUCKET_DIFFERS,
                    "The URL points to the bucket '" + Quoted.text(bucket) + "' but you expect '" + Quoted.text(known)
                            + "'. Was the host replaced?");
        }
    }
}
