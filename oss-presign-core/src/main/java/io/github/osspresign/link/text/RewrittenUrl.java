// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.oss.syntax.PercentCoding;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * URLs that a mail scanner has rewritten, so that a click leads to the scanner first: Safe Links of Microsoft, and URL
 * Defense of Proofpoint, versions 2 and 3. They contain the original URL. Other scanners keep it on their servers.
 */
public final class RewrittenUrl {

    private static final Pattern SAFE_LINK = Pattern.compile(
            "https://(?:[a-z0-9.-]+\\.)?safelinks\\.protection\\.(?:outlook\\.com|office365\\.us)/[^?]*\\?(?:.*&)?url=(?<url>[^&#]*).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PROOFPOINT_2 = Pattern.compile(
            "https://urldefense\\.proofpoint\\.com/v2/url\\?(?:.*&)?u=(?<url>[^&#]*).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PROOFPOINT_3 = Pattern.compile(
            "https://urldefense(?:\\.proofpoint)?\\.(?:com|us)/v3/__(?<scheme>https?:/)/?(?<url>.+?)__;(?<characters>[\\w=-]*)!.*",
            Pattern.CASE_INSENSITIVE);

    /** Place of a character that version 3 keeps elsewhere, or of a run of them, whose length is a digit in base 64. */
    private static final Pattern REPLACED = Pattern.compile("\\*(?:\\*(?<length>[\\w-]))?");

    private static final String LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int SHORTEST_RUN = 2;

    /** A mail that passes several scanners has nested URLs. */
    private static final int MAX_DEPTH = 4;

    private RewrittenUrl() {}

    /** Returns the original URL; the URL itself if it is not rewritten, or not decodable. */
    public static String original(String url) {
        String current = url;
        for (int i = 0; i < MAX_DEPTH; i++) {
            String inner = inner(current);
            if (inner == null || !inner.matches("(?i)https?://\\S+")) {
                break;
            }
            current = inner;
        }
        return current;
    }

    private static @Nullable String inner(String url) {
        Matcher safeLink = SAFE_LINK.matcher(url);
        if (safeLink.matches()) {
            return PercentCoding.decodeLeniently(safeLink.group("url"));
        }
        Matcher second = PROOFPOINT_2.matcher(url);
        if (second.matches()) {
            return PercentCoding.decodeLeniently(
                    second.group("url").replace('-', '%').replace('_', '/'));
        }
        Matcher third = PROOFPOINT_3.matcher(url);
        return third.matches()
                ? restored(third.group("scheme") + "/" + third.group("url"), third.group("characters"))
                : null;
    }

    private static @Nullable String restored(String url, String base64) {
        try {
            String characters = new String(Base64.getUrlDecoder().decode(base64), UTF_8);
            StringBuilder restored = new StringBuilder();
            int used = 0;
            Matcher replaced = REPLACED.matcher(PercentCoding.decodeLeniently(url));
            while (replaced.find()) {
                String length = replaced.group("length");
                int end = used + (length == null ? 1 : SHORTEST_RUN + LENGTHS.indexOf(length));
                replaced.appendReplacement(restored, Matcher.quoteReplacement(characters.substring(used, end)));
                used = end;
            }
            return replaced.appendTail(restored).toString();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Damaged: the characters are not Base64, or too few.
            return null;
        }
    }
}
