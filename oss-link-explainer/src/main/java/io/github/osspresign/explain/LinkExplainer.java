// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.OssHostKind;
import io.github.osspresign.oss.SignatureFingerprint;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.SignatureV4;
import io.github.osspresign.oss.syntax.UrlParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out what a presigned URL does and what is wrong with it. Works offline and for any text. */
public final class LinkExplainer {

    private static final String V2_MARKER = "OSS2";

    private LinkExplainer() {}

    /** Explains a link. Any text is accepted: what cannot be read becomes a finding. */
    public static Explanation explain(LinkQuestion question) {
        Findings findings = new Findings();
        String text = CopiedText.url(question.text(), findings);
        if (text == null) {
            return notALink(question, findings);
        }
        UrlParts url = Objects.requireNonNull(UrlParts.of(text), "text begins with a scheme");
        LooseQuery query = new LooseQuery(url.query());
        ParsedLink link = read(question, url, query, findings);
        new EncodingCheck(link, findings).check();
        new AddressCheck(link, link.host(), findings).check();
        new ObjectCheck(link, findings).check();
        new RequestCheck(link, findings).check();
        CdnUrl cdn = link.cdn();
        String secret = question.accessKeySecret();
        SignatureVerification signature = null;
        if (secret != null) {
            signature = cdn == null
                    ? SignatureVerifier.verify(link, secret, findings)
                    : CdnSignature.verify(cdn, secret, findings);
        }
        if (secret == null && link.signature().style() != SignatureStyle.NONE) {
            findings.add(
                    FindingCode.SIGNATURE_NOT_CHECKED,
                    "The signature was not checked, so a forged or changed link is not recognised. Provide "
                            + (cdn == null && link.signature().style() != SignatureStyle.CDN_A
                                    ? "the secret of the access key "
                                            + shortened(link.signature().accessKeyId())
                                    : "the key of the CDN domain")
                            + " to check it.");
        }

        List<String> hidden = new ArrayList<>(query.secrets());
        if (secret != null) {
            hidden.add(secret);
        }
        if (cdn != null) {
            hidden.add(cdn.hash());
        }
        Redaction redaction = new Redaction(text, hidden, mayBeCutLinkOfCdn(link));
        return new Explanation(
                facts(link, text, redaction), findings.sorted(redaction), redacted(signature, redaction));
    }

    /** The hash of a link of a CDN is not recognised if the link has lost a part of it, or what is around it. */
    private static boolean mayBeCutLinkOfCdn(ParsedLink link) {
        SignatureStyle style = link.signature().style();
        return link.cdn() == null
                && !link.host().kind().isOssDomain()
                && (style == SignatureStyle.NONE || style == SignatureStyle.CDN_A);
    }

    private static ParsedLink read(LinkQuestion question, UrlParts url, LooseQuery query, Findings findings) {
        OssHost host = OssHost.of(url.host());
        CdnUrl cdn = CdnSignature.find(url, host, query);
        String path = cdn == null ? url.path() : cdn.uri();
        int keyStart = Math.min(1, path.length());
        String bucket = host.bucket() == null ? question.bucket() : host.bucket();
        if (cdn == null && ParsedLink.isPathStyle(host)) {
            int slash = path.indexOf('/', keyStart);
            int bucketEnd = slash < 0 ? path.length() : slash;
            bucket = PercentCoding.decodeLeniently(path.substring(keyStart, bucketEnd));
            keyStart = slash < 0 ? bucketEnd : slash + 1;
        }
        return new ParsedLink(
                question,
                url,
                host,
                query,
                bucket,
                PercentCoding.decodeLeniently(path.substring(keyStart)),
                cdn == null
                        ? signature(question, host, query, findings)
                        : CdnSignature.read(cdn, question.now(), findings),
                cdn);
    }

    private static SignatureParameters signature(
            LinkQuestion question, OssHost host, LooseQuery query, Findings findings) {
        String marker = query.get("x-oss-signature-version");
        if (V2_MARKER.equals(marker)) {
            return new V1AndV2Parameters(query, question.now(), findings).v2();
        }
        if (marker != null && !marker.equals(SignatureV4.ALGORITHM)) {
            findings.add(
                    FindingCode.UNKNOWN_VERSION,
                    "x-oss-signature-version must be " + SignatureV4.ALGORITHM + ", was '" + Quoted.text(marker)
                            + "'.");
            return SignatureParameters.unreadable(SignatureStyle.NONE);
        }
        if (marker != null || query.hasNameStartingWith("x-oss-signature") || query.hasNameStartingWith("x-oss-cred")) {
            if (marker == null) {
                new ParameterReader(query, findings).require("x-oss-signature-version");
            }
            return V4Parameters.read(query, question.now(), findings);
        }
        if (query.hasNameStartingWith("x-amz-")) {
            reportS3(host, findings);
            return SignatureParameters.unreadable(SignatureStyle.S3);
        }
        if (query.hasNameStartingWith("ossaccesskeyid") || query.hasNameStartingWith("signature")) {
            return new V1AndV2Parameters(query, question.now(), findings).v1();
        }
        if (query.has("auth_key")) {
            findings.add(
                    FindingCode.SIGNATURE_MALFORMED,
                    "The parameter auth_key must be seconds, a random value, a user and 32 hexadecimal digits, with hyphens, had"
                            + " another form. The link of the CDN may have been cut.");
            return SignatureParameters.unreadable(SignatureStyle.CDN_A);
        }
        findings.add(
                FindingCode.UNSIGNED,
                "The URL has no signature, so it works only for public objects. A signed URL has the parameter"
                        + " x-oss-signature (V4) or Signature (V1). Check whether the part after '?' was lost.");
        return SignatureParameters.unreadable(SignatureStyle.NONE);
    }

    private static void reportS3(OssHost host, Findings findings) {
        if (host.kind() == OssHostKind.S3) {
            findings.add(
                    FindingCode.S3_ENDPOINT,
                    "The URL has an S3 signature for the S3-compatible endpoint. Only its address is checked.");
        } else {
            findings.add(
                    FindingCode.S3_SIGNATURE,
                    "The URL has an S3 signature (X-Amz-*), which only hosts such as s3.oss-cn-hangzhou.aliyuncs.com"
                            + " accept. Sign for such a host, or sign with OSS V4.");
        }
    }

    private static Explanation notALink(LinkQuestion question, Findings findings) {
        SignatureVerification signature = null;
        if (question.accessKeySecret() != null) {
            signature = new SignatureVerification(SignatureVerification.Verdict.NOT_CHECKED, null, null);
            findings.add(
                    FindingCode.SIGNATURE_NOT_CHECKED, "The signature cannot be checked, because there is no URL.");
        }
        LinkFacts nothing = new LinkFacts(UrlMask.HIDDEN, AddressFacts.NONE, SigningFacts.NONE, Map.of());
        return new Explanation(nothing, findings.sorted(new Redaction(question.text(), List.of(), true)), signature);
    }

    private static LinkFacts facts(ParsedLink link, String text, Redaction redaction) {
        Map<String, String> otherParameters = new LinkedHashMap<>();
        link.query().descriptive().forEach((name, value) -> otherParameters.put(name, redaction.of(value)));
        return new LinkFacts(
                redaction.of(masked(text)), address(link, redaction), signing(link, text, redaction), otherParameters);
    }

    private static AddressFacts address(ParsedLink link, Redaction redaction) {
        String signedRegion = link.signature().region();
        return new AddressFacts(
                link.url().scheme(),
                redaction.of(link.url().host()),
                link.host().kind(),
                redaction.ofNullable(signedRegion == null ? link.host().region() : signedRegion),
                redaction.ofNullable(link.bucket()),
                link.key().isEmpty() ? null : redaction.of(link.key()));
    }

    private static SigningFacts signing(ParsedLink link, String text, Redaction redaction) {
        SignatureParameters signature = link.signature();
        String found = signature.signature();
        return new SigningFacts(
                signature.style(),
                signature.accessKeyId() == null ? null : redaction.of(shortened(signature.accessKeyId())),
                signature.token() != null,
                signature.signedAt(),
                signature.expiresAt(),
                found == null ? SignatureFingerprint.ofUrl(text) : SignatureFingerprint.of(found),
                signature.additionalHeaders().stream().map(redaction::of).toList());
    }

    /** Masks a URL, also where its query has lost the question mark and looks like a path, which a mask shows. */
    private static String masked(String url) {
        String masked = UrlMask.mask(url);
        int equals = url.indexOf('?') < 0 ? masked.indexOf('=') : -1;
        return equals < 0 ? masked : masked.substring(0, equals + 1) + UrlMask.HIDDEN;
    }

    private static @Nullable SignatureVerification redacted(
            @Nullable SignatureVerification check, Redaction redaction) {
        return check == null
                ? null
                : new SignatureVerification(
                        check.verdict(),
                        redaction.ofNullable(check.canonicalRequest()),
                        redaction.ofNullable(check.stringToSign()));
    }

    /** Returns the ends of an access key ID, which are enough to recognise it. */
    static String shortened(@Nullable String accessKeyId) {
        if (accessKeyId == null) {
            return "none";
        }
        int shown = accessKeyId.length() >= 16 ? 4 : 1;
        return accessKeyId.length() <= 2 * shown
                ? "…"
                : accessKeyId.substring(0, shown) + "…" + accessKeyId.substring(accessKeyId.length() - shown);
    }
}
