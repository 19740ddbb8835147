// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.SignatureFingerprint;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.SignatureV4;
import io.github.osspresign.oss.syntax.UrlParts;
import io.github.osspresign.sign.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a presigned URL does and what is wrong with it. Works offline and for any text. */
public final class LinkExplainer {

    private static final String V2_MARKER = "OSS2";
    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "cookie", "x-oss-security-token");

    private LinkExplainer() {}

    /**
     * Explains a link or a form, a response of the service, or both in one text. Any text is accepted: what cannot be read becomes a
     * finding.
     */
    public static Explanation explain(LinkQuestion asked) {
        Findings findings = new Findings();
        Paste paste = Paste.of(asked.text());
        LinkQuestion question = paste.question(asked);
        ServiceResponse response = paste.response();
        if (asked.text().contains("blocked by CORS policy")) {
            findings.add(
                    FindingCode.CORS_BLOCKED,
                    "The browser blocked the response: the CORS rules of the bucket do not allow the origin, method or"
                            + " headers of the page. A refused request has no CORS headers either: look at its status"
                            + " first.");
        }
        PastedForm form = PastedForm.find(asked.text());
        if (form != null) {
            return new FormCheck(form, asked.text(), question, response, findings).explain();
        }
        if (paste.link() == null && response != null) {
            if (new ResponseCheck(question, response, null, findings).check()) {
                new MismatchCheck(question, response, null, findings).addProbable();
            }
            return withoutLink(question, asked.text(), response, findings);
        }
        String text = CopiedText.url(question.text(), findings);
        if (text == null) {
            return notALink(question, findings);
        }
        UrlParts url = Objects.requireNonNull(UrlParts.of(text), "text begins with a scheme");
        LooseQuery query = new LooseQuery(url.query());
        Findings ofParameters = new Findings();
        ParsedLink link = read(question, url, query, ofParameters);
        boolean onlyMismatch = response != null && new ResponseCheck(question, response, link, findings).check();
        if (onlyMismatch) {
            // The service found a signature, in the headers of the request.
            ofParameters.remove(FindingCode.UNSIGNED);
        }
        new ProcessCheck(query, findings).check();
        findings.addAll(ofParameters);
        new EncodingCheck(link, findings).check();
        if (findings.has(FindingCode.QUESTION_MARK_IN_KEY)) {
            // The parameter after the second question mark is not missing, but has another name.
            findings.remove(FindingCode.MISSING_PARAMETER);
        }
        new AddressCheck(link, link.host(), findings).check();
        new ObjectCheck(link, findings).check();
        new RequestCheck(link, findings).check();
        if (response != null && onlyMismatch) {
            new MismatchCheck(question, response, link, findings).addProbable();
        }
        CdnUrl cdn = link.cdn();
        String secret = question.accessKeySecret();
        SignatureVerification signature = null;
        if (secret != null && cdn != null) {
            signature = CdnSignature.verify(cdn, secret, findings);
        } else if (secret != null) {
            signature = link.signature().style() == SignatureStyle.S3
                    ? S3Signature.verify(link, secret, findings)
                    : SignatureVerifier.verify(link, secret, findings);
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
        if (response != null) {
            hidden.addAll(response.secrets());
        }
        question.headers().forEach((name, value) -> {
            if (SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                hidden.add(value);
            }
        });
        Redaction redaction = new Redaction(text, hidden, mayBeCutLinkOfCdn(link));
        return new Explanation(
                facts(link, text, redaction),
                request(question),
                findings.sorted(redaction),
                redacted(signature, redaction));
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
                cdn == null ? signature(question, query, findings) : CdnSignature.read(cdn, question.now(), findings),
                cdn);
    }

    private static SignatureParameters signature(LinkQuestion question, LooseQuery query, Findings findings) {
        String marker = query.get("x-oss-signature-version");
        if (V2_MARKER.equals(marker) || (marker == null && query.has("x-oss-access-key-id"))) {
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
            return new S3Parameters(query, question.now(), findings).v4();
        }
        if (query.has("AWSAccessKeyId")) {
            return new S3Parameters(query, question.now(), findings).v2();
        }
        if (query.hasNameStartingWith("ossaccesskeyid") || query.hasNameStartingWith("signature")) {
            return new V1AndV2Parameters(query, question.now(), findings).v1();
        }
        if (query.has("auth_key")) {
            findings.add(
                    FindingCode.SIGNATURE_MALFORMED,
                    "The parameter auth_key must be seconds, a random value, a user and 32 hexadecimal digits, with"
                            + " hyphens, had another form. The link of the CDN may have been cut.");
            return SignatureParameters.unreadable(SignatureStyle.CDN_A);
        }
        if (question.header("authorization") != null) {
            return SignatureParameters.unreadable(SignatureStyle.NONE);
        }
        if (question.method() == HttpMethod.POST && query.values().isEmpty()) {
            // The signature of a form is one of its fields.
            return SignatureParameters.unreadable(SignatureStyle.NONE);
        }
        if (query.hasNameStartingWith("response-")) {
            findings.add(
                    FindingCode.OVERRIDE_UNSIGNED,
                    "The URL has parameters such as response-content-disposition, but no signature. OSS refuses them"
                            + " for anonymous users. Sign the URL with these parameters.");
        }
        findings.add(
                FindingCode.UNSIGNED,
                "The URL has no signature, so it works only for public objects. A signed URL has the parameter"
                        + " x-oss-signature (V4) or Signature (V1). Check whether the part after '?' was lost.");
        return SignatureParameters.unreadable(SignatureStyle.NONE);
    }

    /** Explains a response whose link is not known. */
    private static Explanation withoutLink(
            LinkQuestion question, String text, ServiceResponse response, Findings findings) {
        LinkFacts nothing = new LinkFacts(UrlMask.HIDDEN, AddressFacts.NONE, SigningFacts.NONE, Map.of());
        Redaction redaction = new Redaction(text, response.secrets(), false);
        return new Explanation(nothing, request(question), findings.sorted(redaction), null);
    }

    private static RequestFacts request(LinkQuestion question) {
        return new RequestFacts(question.method(), question.now());
    }

    private static Explanation notALink(LinkQuestion question, Findings findings) {
        SignatureVerification signature = null;
        if (question.accessKeySecret() != null) {
            signature = new SignatureVerification(SignatureVerification.Verdict.NOT_CHECKED, null, null);
            findings.add(
                    FindingCode.SIGNATURE_NOT_CHECKED, "The signature cannot be checked, because there is no URL.");
        }
        LinkFacts nothing = new LinkFacts(UrlMask.HIDDEN, AddressFacts.NONE, SigningFacts.NONE, Map.of());
        return new Explanation(
                nothing,
                request(question),
                findings.sorted(new Redaction(question.text(), List.of(), true)),
                signature);
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
