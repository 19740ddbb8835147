// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.link.text.HtmlAmpersand;
import io.github.osspresign.link.text.RewrittenUrl;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.oss.syntax.SignatureForm;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the URL in text that was copied from a mail, a page or a terminal. */
final class CopiedText {

    private static final Pattern START = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
    /** Line break. That of Sendmail has an exclamation mark. */
    private static final Pattern BREAK =
            Pattern.compile("(?:!(?=\\r?\\n ))?[ \\u00a0]*[\\t\\r\\n\\x0b\\f\\u0085\\u2028\\u2029]\\s*");

    private static final Pattern TEXT_AFTER_SIGNATURE = Pattern.compile(
            "(?<url>.*[?&](?:" + SignatureForm.V4 + "|" + SignatureForm.V1 + "))" + "(?!!?\\s*[&#])[^A-Za-z0-9+/=%].*",
            Pattern.DOTALL);
    private static final Pattern TRAILING_TEXT = Pattern.compile("[\\s<>\"“”‘’«»]+$");

    private CopiedText() {}

    /** Returns the URL without surrounding text, line breaks, HTML escapes and rewriting, {@code null} if there is none. */
    static @Nullable String url(String text, Findings findings) {
        if (text.length() > LinkAddress.MAX_LINK_LENGTH) {
            findings.add(
                    FindingCode.NOT_A_URL,
                    "The text must be one URL of at most " + LinkAddress.MAX_LINK_LENGTH + " characters, was "
                            + text.length() + " characters long.");
            return null;
        }
        Matcher start = START.matcher(text);
        if (!start.find()) {
            findings.add(FindingCode.NOT_A_URL, "The text contains no URL that starts with https:// or http://.");
            return null;
        }
        String before = text.substring(0, start.start()).strip();
        String whole = text.substring(start.start()).strip();
        String url = withoutTrailingText(whole);
        if (!before.isEmpty() || url.length() < whole.length()) {
            findings.add(
                    FindingCode.WRAPPED_IN_TEXT,
                    "Text is attached to the URL: " + before.length() + " characters before it and "
                            + (whole.length() - url.length()) + " after it. Copy the URL without the brackets, quotes"
                            + " and punctuation around it.");
        }
        return original(unescaped(joined(url, findings), findings), findings);
    }

    private static String original(String url, Findings findings) {
        String original = RewrittenUrl.original(url);
        if (!original.equals(url)) {
            findings.add(
                    FindingCode.REWRITTEN,
                    "A mail scanner has rewritten the URL, so that a click leads to the scanner first. A program needs"
                            + " the link inside. The other findings are about the link inside.");
        }
        return original;
    }

    private static String joined(String url, Findings findings) {
        String joined = BREAK.matcher(url).replaceAll("");
        if (joined.length() < url.length()) {
            findings.add(
                    FindingCode.LINE_BREAK,
                    "The URL contains line breaks or tabs: a mail program or terminal has wrapped it. Join the lines."
                            + " The other findings are about the joined URL.");
        }
        return joined;
    }

    private static String unescaped(String url, Findings findings) {
        String unescaped = HtmlAmpersand.unescape(url.replace("\\u0026", "&"));
        if (unescaped.length() < url.length()) {
            findings.add(
                    FindingCode.HTML_ESCAPED,
                    "The parameters are separated by '&amp;' or '\\u0026': the URL was copied from HTML or JSON source. Write '&'."
                            + " The other findings are about the URL with '&'.");
        }
        return unescaped;
    }

    private static String withoutTrailingText(String url) {
        Matcher signed = TEXT_AFTER_SIGNATURE.matcher(url);
        return TRAILING_TEXT
                .matcher(signed.matches() ? signed.group("url") : url)
                .replaceFirst("");
    }
}
