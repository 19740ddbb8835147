package io.github.osspresign.explain;

import io.github.osspresign.error.Quoted;
import io.github.osspresign.link.UrlMask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what a presigned URL is and what is wrong with it, offline and for any text. */
public final class LinkExplainer {

    private static final String V4_MARKER = "OSS4-HMAC-SHA256";
    private static final String V2_MARKER = "OSS2";

    private LinkExplainer() {}

    /** Never fails because of the text: what cannot be read becomes a finding. */
    public static Explanation explain(LinkQuestion question) {
        Findings findings = new Findings();
        String text = CopiedText.url(question.text(), findings);
        if (text == null) {
            return notALink(question, findings);
        }
        LooseUrl url = LooseUrl.of(text);
        LooseQuery query = new LooseQuery(url.query());
        LinkReading link = read(question, url, query, findings);
        SpellingCheck.check(link, findings);
        AddressCheck.check(link, findings);
        ObjectCheck.check(link, findings);
        UseCheck.check(link, findings);
        String secret = question.accessKeySecret();
        SignatureCheck signature = secret == null ? null : SignatureComparison.compare(link, secret, findings);
        if (secret == null && link.signature().style() != SignatureStyle.NONE) {
            findings.add(
                    FindingCode.SIGNATURE_NOT_CHECKED,
                    "The signature was not checked, so a link that was forged or changed looks like a good one. Give the"
                            + " secret of the access key "
                            + shortened(link.signature().accessKeyId())
                            + " to have it checked.");
        }

        List<String> hidden = new ArrayList<>(query.secrets());
        if (secret != null) {
            hidden.add(secret);
        }
        Redaction redaction = new Redaction(hidden);
        return new Explanation(
                facts(link, text, redaction), findings.sorted(redaction), redacted(signature, redaction));
    }

    private static LinkReading read(LinkQuestion question, LooseUrl url, LooseQuery query, Findings findings) {
        HostName host = HostName.of(url.host());
        String path = url.path();
        int keyStart = Math.min(1, path.length());
        String bucket = host.bucket() == null ? question.bucket() : host.bucket();
        if (LinkReading.isPathStyle(host)) {
            int slash = path.indexOf('/', keyStart);
            int bucketEnd = slash < 0 ? path.length() : slash;
            bucket = LooseDecoding.path(path.substring(keyStart, bucketEnd));
            keyStart = slash < 0 ? bucketEnd : slash + 1;
        }
        return new LinkReading(
                question,
                url,
                host,
                query,
                bucket,
                LooseDecoding.path(path.substring(keyStart)),
                signature(question, host, query, findings));
    }

    private static SignatureParameters signature(
            LinkQuestion question, HostName host, LooseQuery query, Findings findings) {
        String marker = query.get("x-oss-signature-version");
        if (V2_MARKER.equals(marker)) {
            return V2Parameters.read(query, question.now(), findings);
        }
        if (marker != null && !marker.equals(V4_MARKER)) {
            findings.add(
                    FindingCode.UNKNOWN_VERSION,
                    "x-oss-signature-version is '" + Quoted.text(marker) + "'; expected " + V4_MARKER + ".");
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
            return V1Parameters.read(query, question.now(), findings);
        }
        findings.add(
                FindingCode.UNSIGNED,
                "The URL carries no signature; it works only for objects that everybody may read. Expected"
                        + " x-oss-signature (V4) or Signature (V1) among the parameters; was the part behind '?' lost?");
        return SignatureParameters.unreadable(SignatureStyle.NONE);
    }

    private static void reportS3(HostName host, Findings findings) {
        if (host.kind() == HostKind.S3) {
            findings.add(
                    FindingCode.S3_ENDPOINT,
                    "It is an S3 signature on the S3-compatible endpoint; what follows is about the address only.");
        } else {
            findings.add(
                    FindingCode.S3_SIGNATURE,
                    "It is signed the S3 way (X-Amz-*), which only hosts such as s3.oss-cn-hangzhou.aliyuncs.com read."
                            + " Sign for that host, or sign with OSS V4.");
        }
    }

    private static Explanation notALink(LinkQuestion question, Findings findings) {
        SignatureCheck signature = null;
        if (question.accessKeySecret() != null) {
            signature = new SignatureCheck(SignatureCheck.Verdict.NOT_CHECKED, null, null);
            findings.add(FindingCode.SIGNATURE_NOT_CHECKED, "The signature cannot be checked: there is no URL.");
        }
        LinkFacts nothing = new LinkFacts(
                UrlMask.HIDDEN,
                SignatureStyle.NONE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                List.of(),
                Map.of());
        return new Explanation(nothing, findings.sorted(new Redaction(List.of())), signature);
    }

    private static LinkFacts facts(LinkReading link, String text, Redaction redaction) {
        SignatureParameters signature = link.signature();
        Map<String, String> telling = new LinkedHashMap<>();
        link.query().telling().forEach((name, value) -> telling.put(name, redaction.of(value)));
        return new LinkFacts(
                redaction.of(masked(text)),
                signature.style(),
                link.url().scheme(),
                redaction.of(link.url().host()),
                link.host().kind(),
                redaction.ofNullable(signature.region() == null ? link.host().region() : signature.region()),
                redaction.ofNullable(link.bucket()),
                link.key().isEmpty() ? null : redaction.of(link.key()),
                signature.accessKeyId() == null ? null : redaction.of(shortened(signature.accessKeyId())),
                signature.token() != null,
                signature.signedAt(),
                signature.expiresAt(),
                signature.additionalHeaders().stream().map(redaction::of).toList(),
                telling);
    }

    /** A query that has lost its question mark looks like a path, of which the mask shows everything. */
    private static String masked(String url) {
        String masked = UrlMask.mask(url);
        int equals = url.indexOf('?') < 0 ? masked.indexOf('=') : -1;
        return equals < 0 ? masked : masked.substring(0, equals + 1) + UrlMask.HIDDEN;
    }

    private static @Nullable SignatureCheck redacted(@Nullable SignatureCheck check, Redaction redaction) {
        return check == null
                ? null
                : new SignatureCheck(
                        check.verdict(),
                        redaction.ofNullable(check.canonicalRequest()),
                        redaction.ofNullable(check.stringToSign()));
    }

    /** Enough of an access key id to recognise it. */
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
