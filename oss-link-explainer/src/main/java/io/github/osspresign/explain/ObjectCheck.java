// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.DotSegments;
import io.github.osspresign.sign.PresignRequest;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks the object key and the rules for certain types of objects. */
record ObjectCheck(ParsedLink link, Findings findings) {

    private static final Pattern APP = Pattern.compile(".*\\.(?:apk|ipa)", Pattern.DOTALL);
    private static final Pattern PAGE_OR_IMAGE =
            Pattern.compile(".*\\.(?:html?|jpe?g|png|gif|webp|svg|bmp|tiff?|ico|heic)", Pattern.DOTALL);

    void check() {
        if (link.key().isEmpty()) {
            findings.add(FindingCode.NO_KEY, "The URL contains no object key, so it addresses the bucket.");
        } else {
            key();
            contentRules();
        }
    }

    private void key() {
        String key = link.key();
        if (key.startsWith("/") || key.startsWith("\\")) {
            findings.add(
                    FindingCode.LEADING_SLASH,
                    "The object key '" + Quoted.text(key) + "' starts with a slash or backslash, and no object has"
                            + " such a key (NoSuchKey). Sign for the key without it.");
        }
        int bytes = key.getBytes(UTF_8).length;
        if (bytes > PresignRequest.MAX_KEY_BYTES) {
            findings.add(
                    FindingCode.KEY_TOO_LONG,
                    "The object key must be 1 to " + PresignRequest.MAX_KEY_BYTES + " bytes of UTF-8, was " + bytes
                            + ".");
        }
        if (DotSegments.areIn(key)) {
            findings.add(
                    FindingCode.DOT_SEGMENT,
                    "The object key '" + Quoted.text(key)
                            + "' has a segment '.' or '..'. Browsers and many clients remove"
                            + " such segments, and then the signature does not match. Avoid such keys.");
        }
    }

    private void contentRules() {
        if (!link.host().kind().isDefaultDomain()) {
            return;
        }
        String name = link.key().toLowerCase(Locale.ROOT);
        if (APP.matcher(name).matches()) {
            findings.add(
                    FindingCode.APP_PACKAGE,
                    "'" + Quoted.text(link.key())
                            + "' is an app. The domains of OSS refuse presigned URLs of apps"
                            + " (ApkDownloadForbidden) for buckets created since August 2023. Use a custom domain.");
        } else if (PAGE_OR_IMAGE.matcher(name).matches()) {
            findings.add(
                    FindingCode.FORCED_DOWNLOAD,
                    "'" + Quoted.text(link.key())
                            + "' is a page or an image. On the domains of OSS, browsers save it"
                            + " instead of showing it, for newer buckets. Use a custom domain to show it.");
        }
    }
}
