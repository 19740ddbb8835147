package io.github.osspresign.link.text;

import io.github.osspresign.link.ParsedPresignedUrl;
import java.util.regex.Pattern;

/** Whether what has been read of a URL so far is all of a presigned URL, by the lengths that signatures have. */
enum SignatureCompleteness {
    /** Something is missing, or it is no presigned URL at all. */
    MISSING,
    /** The signature is there; its last parameter may go on or be followed by others. */
    POSSIBLE,
    /** Its last parameter is complete, and would not be if anything were added to it. */
    CERTAIN;

    private static final Pattern V4_SIGNATURE = Pattern.compile("[?&]x-oss-signature=[0-9a-fA-F]{64}(?![^&])");
    /** Base64 of 20 bytes, where some characters may be written with a percent sign. */
    private static final Pattern V1_SIGNATURE =
            Pattern.compile("[?&]Signature=(?:[A-Za-z0-9+/]|%2[BbFf]){27}(?:=|%3[Dd])(?![^&])");

    private static final Pattern LAST =
            Pattern.compile("(?:x-oss-signature|Signature|x-oss-signature-version)=.*|x-oss-date=[0-9]{8}T[0-9]{6}Z"
                    + "|x-oss-credential=.*(?:/|%2[Ff])aliyun_v4_request");

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
