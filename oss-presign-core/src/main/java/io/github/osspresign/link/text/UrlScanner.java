// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Iterates over the http and https URLs in plain text or HTML, in one pass. */
final class UrlScanner {

    /** Colon and slashes after a scheme, possibly as character references, or nested ones. */
    static final Pattern COLON = Pattern.compile(
            "(?::|&(?:amp;)*#(?:x0*3a|0*58);)(?:/|&(?:amp;)*#(?:x0*2f|0*47);){2}", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final Matcher colon;
    private final ParseBudget budget;
    private int position;
    private int closingAngle = -1;
    private int closingQuote = -1;
    private int lineStart;
    private int scannedForLines;

    UrlScanner(String text) {
        this.text = text;
        this.colon = COLON.matcher(text);
        this.budget = new ParseBudget(text);
    }

    /**
     * Returns the next URL with its character references resolved, {@code null} after the last. Too long URLs are
     * skipped.
     */
    @Nullable String next() {
        while (colon.find(position)) {
            int start = schemeStart(colon.start());
            if (start < position) {
                position = colon.start() + 1;
                continue;
            }
            int quoteDepth = QuotePrefix.depth(text, lineStart(start));
            UrlReader reader = new UrlReader(text, start, closingPosition(start, quoteDepth), quoteDepth, budget);
            String url = reader.read();
            position = reader.end();
            if (url.length() <= UrlReader.MAX_LENGTH) {
                return url;
            }
        }
        return null;
    }

    /** Returns the position of the http or https before the colon, -1 if there is none. */
    private int schemeStart(int colon) {
        if (text.regionMatches(true, colon - 5, "https", 0, 5)) {
            return colon - 5;
        }
        return text.regionMatches(true, colon - 4, "http", 0, 4) ? colon - 4 : -1;
    }

    /** Returns the beginning of the line of a URL. No part of the text is searched twice. */
    private int lineStart(int start) {
        for (; scannedForLines < start; scannedForLines++) {
            if (LineEnd.isLineEnd(text.charAt(scannedForLines))) {
                lineStart = scannedForLines + 1;
            }
        }
        return lineStart;
    }

    /**
     * Returns the position of the partner of an angle bracket or quotation mark before a URL, -1 if there is
     * neither.
     */
    private int closingPosition(int start, int quoteDepth) {
        char beforeUrl = start == 0 ? ' ' : text.charAt(start - 1);
        if (beforeUrl == '<') {
            while (closingAngle < start || (quoteDepth > 0 && QuotePrefix.contains(text, closingAngle))) {
                closingAngle = indexOrEnd('>', Math.max(start, closingAngle + 1));
            }
            return closingAngle;
        }
        if (beforeUrl == '"') {
            closingQuote = closingQuote < start ? indexOrEnd('"', start) : closingQuote;
            return closingQuote;
        }
        return -1;
    }

    /** Returns the position of a character, or the end of the text, so that a missing one is not searched again. */
    private int indexOrEnd(char c, int from) {
        int index = text.indexOf(c, from);
        return index < 0 ? text.length() : index;
    }
}
