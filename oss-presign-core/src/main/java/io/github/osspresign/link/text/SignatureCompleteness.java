// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import io.github.osspresign.link.url.ParsedPresignedUrl;
import io.github.osspresign.oss.syntax.SignatureForm;
import io.github.osspresign.oss.syntax.SignatureV4;
import java.util.regex.Pattern;

/** Tells whether the beginning of a URL is a complete presigned URL, by the known lengths of signatures. */
enum SignatureCompleteness {
    /** The URL is incomplete, or not a presigned URL. */
    MISSING,
    /** The signature is complete. The last parameter may be incomplete, or others may follow. */
    POSSIBLE,
    /** The last parameter is complete, because it has a fixed length or value. */
    CERTAIN;

    private static final Pattern V4_SIGNATURE = Pattern.compile("[?&]" + SignatureForm.V4 + "(?![^&])");
    private static final Pattern V1_SIGNATURE = Pattern.compile("[?&]" + SignatureForm.V1 + "(?![^&])");

    private static final Pattern LAST =
            Pattern.compile("(?:x-oss-signature|Signature|x-oss-signature-version)=.*|x-oss-date=[0-9]{8}T[0-9]{6}Z"
                    + "|x-oss-credential=.*(?:/|%2[Ff])" + SignatureV4.TERMINATOR);

    /** Returns the completeness of the beginning of a URL. */
    static SignatureCompleteness of(String url) {
        if (!ParsedPresignedUrl.isPresigned(url) || !isSigned(url)) {
            return MISSING;
        }
        String last = url.substring(Math.max(url.lastIndexOf('&'), url.indexOf('?')) + 1);
        return LAST.matcher(last).matches() ? CERTAIN : POSSIBLE;
    }

    private static boolean isSigned(String url) {
        if (!url.contains("x-oss-signature-version=")) {
            return V1_SIGNATURE.matcher(url).find();
        }
        return V4_SIGNATURE.matcher(url).find() && ParsedPresignedUrl.find(url).isPresent();
    }
}
