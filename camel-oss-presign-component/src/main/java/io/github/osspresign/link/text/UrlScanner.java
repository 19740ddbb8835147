package io.github.osspresign.link.text;

import org.jspecify.annotations.Nullable;

/** Walks once over plain text or HTML and stops at every http(s) URL. */
final class UrlScanner {

    private final String text;
    private final ParseBudget effort;
    private int position;
    private int closingAngle = -1;
    private int closingQuote = -1;

    UrlScanner(String text) {
        this.text = text;
        this.effort = new ParseBudget(text);
    }

    /** The next URL with its character references resolved, {@code null} behind the last; overlong ones are skipped. */
    @Nullable String next() {
        for (int colon = nextColon(); colon >= 0; colon = nextColon()) {
            int start = schemeStart(colon);
            if (start < position) {
                position = colon + 1;
                continue;
            }
            UrlReading reading = new UrlReading(text, start, enclosedUntil(start), effort);
            String url = reading.read();
            position = reading.end();
            if (url.length() <= UrlReading.LONGEST) {
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

    /** The next partner of the angle bracket or quotation mark right before a URL, -1 where there is none of them. */
    private int enclosedUntil(int start) {
        char before = start == 0 ? ' ' : text.charAt(start - 1);
        if (before == '<') {
            closingAngle = closingAngle < start ? indexOrEnd('>', start) : closingAngle;
            return closingAngle;
        }
        if (before == '"') {
            closingQuote = closingQuote < start ? indexOrEnd('"', start) : closingQuote;
            return closingQuote;
        }
        return -1;
    }

    /** Not found is as good as at the end, and need not be looked for again. */
    private int indexOrEnd(char c, int from) {
        int index = text.indexOf(c, from);
        return index < 0 ? text.length() : index;
    }
}
