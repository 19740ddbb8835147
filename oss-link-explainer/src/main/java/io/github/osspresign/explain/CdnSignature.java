// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.explain.SignatureVerification.Verdict;
import io.github.osspresign.oss.CdnKind;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.UrlParts;
import io.github.osspresign.sign.CdnSigner;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and checks the signature of a link of Alibaba Cloud CDN (CDN help, "Configure URL signing"). */
final class CdnSignature {

    private static final List<String> OTHER_SIGNATURES = List.of("x-oss-", "x-amz-", "ossaccesskeyid", "signature");

    private CdnSignature() {}

    /** Returns the parts of a link of a CDN, {@code null} for another link. Parameters that it does not sign are ignored. */
    static @Nullable CdnUrl find(UrlParts url, OssHost host, LooseQuery query) {
        if (host.kind().isOssDomain() || OTHER_SIGNATURES.stream().anyMatch(query::hasNameStartingWith)) {
            return null;
        }
        if (query.has("auth_key")) {
            return CdnUrl.of(url.path(), "auth_key=" + query.raw("auth_key"));
        }
        String[] parameters = Objects.requireNonNullElse(url.query(), "").split("&", -1);
        for (int i = 1; i < parameters.length; i++) {
            CdnUrl cdn = CdnUrl.of(url.path(), parameters[i - 1] + "&" + parameters[i]);
            if (cdn != null) {
                return cdn;
            }
        }
        return CdnUrl.of(url.path(), null);
    }

    static SignatureParameters read(CdnUrl cdn, Instant now, Findings findings) {
        if (!cdn.hash().equals(cdn.hash().toLowerCase(Locale.ROOT))) {
            findings.add(FindingCode.SIGNATURE_MALFORMED, "The hash must have lower-case digits, had capital letters.");
        }
        Instant timeStamp = CdnSigner.timeStamp(cdn.kind(), cdn.time());
        if (timeStamp == null) {
            findings.add(
                    FindingCode.EXPIRES_MALFORMED,
                    (cdn.kind() == CdnKind.B
                                    ? "The time stamp must be a minute such as 202612312359, in UTC+8, was '"
                                    : "The time stamp must be seconds from 2004 to 2106, without leading zeros, was '")
                            + cdn.time() + "'.");
        }
        Instant end = timeStamp == null ? null : LifetimeCheck.ofCdn(timeStamp, now, findings);
        return new SignatureParameters(
                SignatureStyle.valueOf("CDN_" + cdn.kind()), null, null, cdn.hash(), null, null, end, List.of());
    }

    /** Compares the hash with that of the key, and with those of other spellings of the path. */
    static SignatureVerification verify(CdnUrl cdn, String key, Findings findings) {
        if (isHashOf(cdn.uri(), cdn, key) && !mayBeOfOtherObject(cdn)) {
            return new SignatureVerification(Verdict.MATCHES, null, null);
        }
        String decoded = PercentCoding.decodeLeniently(cdn.uri());
        List.of(decoded, PercentCoding.PATH.encode(decoded), cdn.uri().substring(1), decoded.replaceAll("/{2,}", "/"))
                .stream()
                .filter(path -> isHashOf(path, cdn, key))
                .findFirst()
                .ifPresentOrElse(
                        path -> findings.add(
                                FindingCode.CDN_HASHED_OTHER_PATH,
                                "The hash is correct for the path '" + Quoted.text(path)
                                        + "'. CDN hashes the path as it is in the request: '" + Quoted.text(cdn.uri())
                                        + "'."),
                        () -> findings.add(
                                FindingCode.SIGNATURE_MISMATCH,
                                "The hash does not match the secret. Provide the key of the CDN domain as secret. If it is"
                                        + " that key, the link was changed, or the domain has another kind of signing."));
        return new SignatureVerification(Verdict.DIFFERS, null, null);
    }

    /** Nothing separates path and time in the hash of kind F: only the length of the time tells where the path ends. */
    private static boolean mayBeOfOtherObject(CdnUrl cdn) {
        return cdn.kind() == CdnKind.F && CdnSigner.timeStamp(cdn.kind(), cdn.time()) == null;
    }

    private static boolean isHashOf(String uri, CdnUrl cdn, String key) {
        return CdnSigner.hash(cdn.kind(), uri, cdn.time(), cdn.nonce(), key).equals(cdn.hash());
    }
}
