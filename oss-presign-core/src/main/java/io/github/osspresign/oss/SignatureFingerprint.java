// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import io.github.osspresign.oss.syntax.QueryParameters;
import io.github.osspresign.oss.syntax.Sha256;
import io.github.osspresign.oss.syntax.SignatureForm;
import io.github.osspresign.oss.syntax.UrlParts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprint of a signature, by which the record of a leaked link is found. It does not give the signature away. It is
 * the beginning of the SHA-256 of the signature as text without percent-encoding, so that a shell can compute it too.
 */
public final class SignatureFingerprint {

    private static final int HEX_DIGITS = 16;
    private static final Pattern COMPLETE = Pattern.compile(SignatureForm.V4_VALUE + "|" + SignatureForm.V1_VALUE);

    private SignatureFingerprint() {}

    /**
     * Returns 16 hexadecimal digits for a signature.
     *
     * @param signature the signature, without percent-encoding; a space is read as the plus sign that it was, and text
     *     after a complete signature is ignored
     */
    public static String of(String signature) {
        String text = signature.replace(' ', '+');
        Matcher complete = COMPLETE.matcher(text);
        return Sha256.hex(complete.lookingAt() ? complete.group() : text).substring(0, HEX_DIGITS);
    }

    /** Returns the fingerprint of the signature in a URL, {@code null} if there is none. */
    public static @Nullable String ofUrl(String url) {
        UrlParts parts = UrlParts.of(url);
        QueryParameters parameters = QueryParameters.parseLeniently(parts == null ? null : parts.query());
        String v4 = parameters.get("x-oss-signature");
        String signature = v4 == null ? parameters.get("Signature") : v4;
        if (signature == null
                && parts != null
                && !OssHost.of(parts.host()).kind().isOssDomain()) {
            CdnUrl cdn = CdnUrl.of(parts.path(), parts.query());
            signature = cdn == null ? null : cdn.hash();
        }
        return signature == null ? null : of(signature);
    }
}
