package io.github.osspresign.explain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the URL in a text that somebody has copied out of a mail, a page or a terminal. */
final class CopiedText {

    private static final int LONGEST = 16 * 1024;
    private static final Pattern START = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
    private static final Pattern BREAK = Pattern.compile("[ \\u00a0]*[\\t\\r\\n\\x0b\\f\\u0085\\u2028\\u2029]\\s*");
    private static final Pattern ESCAPED_AMPERSAND = Pattern.compile("&(?:amp|#38|#[xX]26);");
    private static final Pattern BEHIND_SIGNATURE = Pattern.compile(
            "(?<url>.*[?&](?:x-oss-signature=[0-9a-fA-F]{64}"
                    + "|Signature=(?:[A-Za-z0-9+/]|%2[BbFf]){27}(?:=|%3[Dd])))"
                    + "(?!\\s*[&#])[^A-Za-z0-9+/=%].*",
            Pattern.DOTALL);
    private static final Pattern NEVER_AT_THE_END = Pattern.compile("[\\s<>\"“”‘’«»]+$");

    private CopiedText() {}

    /** The URL alone, {@code null} where there is none; what was taken off it is reported. */
    static @Nullable String url(String text, Findings findings) {
        if (text.length() > LONGEST) {
            findings.add(
                    FindingCode.NOT_A_URL,
                    "The text has " + text.length() + " characters; expected one URL of at most " + LONGEST + ".");
            return null;
        }
        Matcher start = START.matcher(text);
        if (!start.find()) {
            findings.add(
                    FindingCode.NOT_A_URL, "The text holds no URL; expected one that begins with https:// or http://.");
            return null;
        }
        String before = text.substring(0, start.start()).strip();
        String whole = text.substring(start.start()).strip();
        String url = withoutText(whole);
        if (!before.isEmpty() || url.length() < whole.length()) {
            findings.add(
                    FindingCode.WRAPPED_IN_TEXT,
                    "Text sticks to the URL: " + before.length() + " characters before it and "
                            + (whole.length() - url.length()) + " behind it. Copy the URL alone, without brackets,"
                            + " quotes and the punctuation of the sentence around it.");
        }
        return unescaped(joined(url, findings), findings);
    }

    private static String joined(String url, Findings findings) {
        String joined = BREAK.matcher(url).replaceAll("");
        if (joined.length() < url.length()) {
            findings.add(
                    FindingCode.LINE_BREAK,
                    "Line breaks or tabs are inside the URL; a mail program or terminal has wrapped it."
                            + " Join the lines. What follows is about the joined URL.");
        }
        return joined;
    }

    private static String unescaped(String url, Findings findings) {
        String unescaped = ESCAPED_AMPERSAND.matcher(url).replaceAll("&");
        if (unescaped.length() < url.length()) {
            findings.add(
                    FindingCode.HTML_ESCAPED,
                    "Parameters are joined by '&amp;'; the URL comes from HTML source. Write '&'."
                            + " What follows is about the URL with '&'.");
        }
        return unescaped;
    }

    private static String withoutText(String url) {
        Matcher behind = BEHIND_SIGNATURE.matcher(url);
        return NEVER_AT_THE_END
                .matcher(behind.matches() ? behind.group("url") : url)
                .replaceFirst("");
    }
}
