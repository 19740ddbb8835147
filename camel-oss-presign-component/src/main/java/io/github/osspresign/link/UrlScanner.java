package io.github.osspresign.link;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Walks once over plain text or HTML and stops at every http(s) URL. */
final class UrlScanner {

    /*
     * Where a URL ends in text written for people is a guess (RFC 3986, appendix C). Blanks, quotes and angle brackets
     * end it; so does the partner of a bracket or apostrophe right before it; punctuation at its end belongs to the
     * sentence. In HTML an ampersand is written as a character reference: a signed URL never holds one itself.
     *
     * The search goes on behind the last URL, never inside it, so each character is looked at a bounded number of times.
     */

    private static final int LONGEST_URL = 16 * 1024;
    private static final String NOT_IN_URLS = "\"#<>\\^`{|}";
    private static final String PUNCTUATION = ".,;:!?'*";
    private static final Pattern CHARACTER_REFERENCE = Pattern.compile(
            "&(?:#(?<decimal>[0-9]{1,6})|#[xX](?<hex>[0-9A-Fa-f]{1,5})|(?<name>amp|lt|gt|quot|apos|nbsp));");

    private final String text;
    private final Matcher reference;
    private int position;

    UrlScanner(String text) {
        this.text = text;
        this.reference = CHARACTER_REFERENCE.matcher(text);
    }

    /** The next URL with its character references resolved, {@code null} behind the last; overlong ones are skipped. */
    @Nullable String next() {
        for (int colon = nextColon(); colon >= 0; colon = nextColon()) {
            int start = schemeStart(colon);
            if (start < position) {
                position = colon + 1;
                continue;
            }
            String url = readUrl(start);
            if (url.length() <= LONGEST_URL) {
                return url;
            }
        }
        return null;
    }

    private int nextColon() {
        return text.indexOf("://", position);
    }

    /** Where the http or https in front of the colon begins, -1 where there is none. */
    private int schemeStart(int colon) {
        if (text.regionMatches(true, colon - 5, "https", 0, 5)) {
            return colon - 5;
        }
        return text.regionMatches(true, colon - 4, "http", 0, 4) ? colon - 4 : -1;
    }

    private String readUrl(int start) {
        StringBuilder url = new StringBuilder(512);
        char closing = start == 0 ? 0 : closing(text.charAt(start - 1));
        int open = 0;
        position = start;
        while (position < text.length()) {
            int next = position + 1;
            int c = text.charAt(position);
            if (c == '&' && reference.region(position, text.length()).lookingAt()) {
                c = referred();
                next = reference.end();
            }
            if (!isUrlCharacter(c) || (c == closing && open == 0)) {
                break;
            }
            open += c == '(' ? 1 : c == ')' && open > 0 ? -1 : 0;
            if (url.length() <= LONGEST_URL) {
                url.append((char) c);
            }
            position = next;
        }
        return withoutPunctuation(url);
    }

    private int referred() {
        if (reference.group("decimal") != null) {
            return Integer.parseInt(reference.group("decimal"));
        }
        if (reference.group("hex") != null) {
            return Integer.parseInt(reference.group("hex"), 16);
        }
        return reference.group("name").equals("amp") ? '&' : ' ';
    }

    private static char closing(char opening) {
        return switch (opening) {
            case '(' -> ')';
            case '[' -> ']';
            case '\'' -> '\'';
            default -> 0;
        };
    }

    private static boolean isUrlCharacter(int c) {
        return c > ' ' && c < 0x7f && NOT_IN_URLS.indexOf(c) < 0;
    }

    private static String withoutPunctuation(StringBuilder url) {
        int end = url.length();
        int unopened = unopenedParentheses(url);
        while (end > 0) {
            char last = url.charAt(end - 1);
            if (last == ')' && unopened > 0) {
                unopened--;
            } else if (PUNCTUATION.indexOf(last) < 0 && last != ']') {
                break;
            }
            end--;
        }
        return url.substring(0, end);
    }

    private static int unopenedParentheses(StringBuilder url) {
        int difference = 0;
        for (int i = 0; i < url.length(); i++) {
            difference += url.charAt(i) == ')' ? 1 : url.charAt(i) == '(' ? -1 : 0;
        }
        return difference;
    }
}
