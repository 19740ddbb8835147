// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Checks the parameters of image processing that are encoded in Base64. */
record ProcessCheck(LooseQuery query, Findings findings) {

    private static final Pattern WATERMARK = Pattern.compile("watermark,[^/]*?image_([A-Za-z0-9_+=-]+)");

    /** EC 0040-00000373: the image of a watermark can be processed, but not with a watermark again. */
    void check() {
        String process = query.get("x-oss-process");
        boolean nested = process != null
                && WATERMARK
                        .matcher(process)
                        .results()
                        .map(ProcessCheck::decoded)
                        .anyMatch(image -> image.contains("x-oss-process=image/watermark"));
        if (nested) {
            findings.add(
                    FindingCode.PROCESS_REFUSED,
                    "The image of the watermark in x-oss-process has a watermark itself, which OSS refuses. Use an image"
                            + " without one.");
        }
    }

    private static String decoded(MatchResult watermark) {
        String base64 = watermark.group(1).replace("=", "").replace('+', '-');
        try {
            // A posted text may be cut, so only whole groups of four are decoded.
            int whole = base64.length() - base64.length() % 4;
            return new String(Base64.getUrlDecoder().decode(base64.substring(0, whole)), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
