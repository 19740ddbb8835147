// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import io.github.osspresign.link.url.LinkAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one URL in plain text or HTML, and joins it if mail software has broken it into lines. */
final class UrlReader {

    /*
     * The end of a URL in text for people is a guess (RFC 3986, appendix C). Whitespace, quotation marks and angle
     * brackets end a URL. A closing bracket or apostrophe also ends a URL, if its opening partner stands directly before
     * the URL. Punctuation at its end belongs to the sentence. In HTML an ampersand is a character reference, or a nested
     * one if the HTML was escaped twice. A signed URL never contains such a reference itself.
     *
     * A line end also ends a URL, unless mail software has inserted it. Signatures have fixed lengths, so it is known
     * whether a presigned URL is incomplete. While it is incomplete, the next line is appended, and kept only if the
     * result is a presigned URL. If it is certainly complete, the next line is not appended. If its last parameter has
     * no fixed length, the next line is appended if the line is as long as the limit of a mail, or if an angle bracket
     * or quotation mark before the URL is still open. In quoted text, each line may have the marks of the quotation.
     *
     * Lines that were appended in vain are read again as text. No attempt continues beyond the beginning of another
     * URL, and the attempts for a text have a common budget. The work for each character is therefore limited.
     */

    static final int MAX_LENGTH = LinkAddress.MAX_LINK_LENGTH;

    private static final int MAX_LINES = 256;
    private static final String NOT_IN_URLS = "\"#<>\\^`{|}";
    private static final String PUNCTUATION = ".,;:!?'*";
    /** Character reference without its ampersand. */
    private static final Pattern CHARACTER_REFERENCE = Pattern.compile(
            "(?:#(?<decimal>[0-9]{1,6})|#[xX](?<hex>[0-9A-Fa-f]{1,5})|(?<name>amp|lt|gt|quot|apos|nbsp|hellip));");

    private final String text;
    private final int closingPosition;
    private final int quoteDepth;
    private final ParseBudget budget;
    private final char closing;
    private final Matcher reference;
    private final Matcher colon;
    private final StringBuilder url = new StringBuilder(512);
    private int openParentheses;
    private int position;

    private int lines = 1;
    /** Whether a line was appended only because an angle bracket or quotation mark is open. */
    private boolean reliesOnEnclosure;

    private int keptLength;
    private int keptPosition;

    /**
     * @param closingPosition position of the partner of an angle bracket or quotation mark before the URL, or -1
     * @param quoteDepth number of marks of quoted text in the line of the URL
     */
    UrlReader(String text, int start, int closingPosition, int quoteDepth, ParseBudget budget) {
        this.text = text;
        this.closingPosition = closingPosition;
        this.quoteDepth = quoteDepth;
        this.budget = budget;
        this.closing = start == 0 ? 0 : closing(text.charAt(start - 1));
        this.reference = CHARACTER_REFERENCE.matcher(text);
        this.colon = UrlScanner.COLON.matcher(text);
        this.position = start;
    }

    /** Returns the URL, with its character references resolved, and without the rewriting by a mail scanner. */
    String read() {
        do {
            readLine();
        } while (continuesOnNextLine());
        if (lines > 1) {
            String joined = joined();
            boolean enclosed = !reliesOnEnclosure || position == closingPosition;
            if (enclosed && !isOtherUrl() && SignatureCompleteness.of(joined) != SignatureCompleteness.MISSING) {
                return joined;
            }
            url.setLength(keptLength);
            position = keptPosition;
        }
        return RewrittenUrl.original(withoutPunctuation(url));
    }

    /** Returns the position of the end of the URL in the text. */
    int end() {
        return position;
    }

    private void readLine() {
        while (position < text.length() && !(lines > 1 && isOtherUrl())) {
            int next = position + 1;
            int c = text.charAt(position);
            while (c == '&' && reference.region(next, text.length()).lookingAt()) {
                c = referencedCharacter();
                next = reference.end();
            }
            if (!isUrlCharacter(c) || (c == closing && openParentheses == 0) || isSeparator(c, next)) {
                break;
            }
            openParentheses += c == '(' ? 1 : c == ')' && openParentheses > 0 ? -1 : 0;
            if (url.length() <= MAX_LENGTH) {
                url.append((char) c);
            }
            position = next;
        }
    }

    /** Moves to the next line if that may be the rest of the URL, and returns whether it did. */
    private boolean continuesOnNextLine() {
        int rest = lines < MAX_LINES && url.length() <= MAX_LENGTH ? LineEnd.after(text, position, quoteDepth) : -1;
        if (rest < 0 || rest == text.length() || !isUrlCharacter(text.charAt(rest)) || isScheme(rest)) {
            return false;
        }
        if (!budget.spend(url.length())) {
            return false;
        }

        SignatureCompleteness completeness = SignatureCompleteness.of(joined());
        boolean brokenByMail = completeness == SignatureCompleteness.MISSING || LineEnd.isAtLimit(text, position);
        if (completeness == SignatureCompleteness.CERTAIN || (!brokenByMail && position > closingPosition)) {
            return false;
        }
        if (lines == 1 || completeness == SignatureCompleteness.POSSIBLE) {
            keptLength = url.length();
            keptPosition = position;
        }
        if (url.charAt(url.length() - 1) == '!' && LineEnd.isAtLimit(text, position)) {
            // Sendmail marks its line breaks; signed URLs have %21 in its place.
            url.setLength(url.length() - 1);
        }
        reliesOnEnclosure |= !brokenByMail;
        lines++;
        position = rest;
        return true;
    }

    private boolean isScheme(int at) {
        int end = at + (text.regionMatches(true, at, "https", 0, 5) ? 5 : 4);
        return text.regionMatches(true, at, "http", 0, 4) && isColon(end);
    }

    /** Returns whether a character only separates this URL from the next one in a list. */
    private boolean isSeparator(int c, int next) {
        return (c == ',' || c == ';') && isScheme(next);
    }

    private boolean isOtherUrl() {
        return isColon(position);
    }

    private boolean isColon(int at) {
        return colon.region(at, text.length()).lookingAt();
    }

    /** Returns the URL so far. A line end may have been within a character reference. */
    private String joined() {
        String read = withoutPunctuation(url);
        return RewrittenUrl.original(lines == 1 ? read : HtmlAmpersand.unescape(read));
    }

    private int referencedCharacter() {
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
        int unmatched = unmatchedClosingParentheses(url);
        while (end > 0) {
            char last = url.charAt(end - 1);
            if (last == ')' && unmatched > 0) {
                unmatched--;
            } else if (PUNCTUATION.indexOf(last) < 0 && last != ']') {
                break;
            }
            end--;
        }
        return url.substring(0, end);
    }

    private static int unmatchedClosingParentheses(StringBuilder url) {
        int difference = 0;
        for (int i = 0; i < url.length(); i++) {
            difference += url.charAt(i) == ')' ? 1 : url.charAt(i) == '(' ? -1 : 0;
        }
        return difference;
    }
}
