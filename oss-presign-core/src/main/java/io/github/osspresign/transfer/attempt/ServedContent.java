// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.attempt;

import io.github.osspresign.link.url.ParsedPresignedUrl;
import io.github.osspresign.oss.syntax.BucketName;
import java.util.regex.Pattern;

/** What the service sends for a link: the stored bytes, or something that it makes of them. */
public final class ServedContent {

    private static final Pattern PROCESS = Pattern.compile("[?&]x-oss-process(?:[=&]|$)");

    private ServedContent() {}

    /** Returns whether the service sends something that it makes of the object, not the stored bytes. */
    public static boolean isProcessed(String url) {
        return hasProcess(url) || isComputed(url);
    }

    /** Returns what the service sends for the link, in words. */
    public static String of(String url) {
        if (hasProcess(url)) {
            return "output of x-oss-process";
        }
        return isComputed(url) ? "output of an object FC access point" : "object";
    }

    private static boolean hasProcess(String url) {
        // Called several times for each link, of which most do not contain the word.
        return url.contains("x-oss-process") && PROCESS.matcher(url).find();
    }

    private static boolean isComputed(String url) {
        String alias = BucketName.END_OF_OBJECT_FC_ALIAS;
        String bucket = url.contains(alias)
                ? ParsedPresignedUrl.find(url).map(ParsedPresignedUrl::bucket).orElse(null)
                : null;
        return bucket != null && bucket.endsWith(alias);
    }
}
