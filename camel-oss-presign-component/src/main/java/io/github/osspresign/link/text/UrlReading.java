package io.github.osspresign.link.text;

import io.github.osspresign.link.LinkAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one URL in plain text or HTML, over the line ends that mail software has put into it. */
final class UrlReading {

    /*
     * Where a URL ends in text written for people is a guess (RFC 3986, appendix C). Blanks, quotes and angle brackets
     * end it; so does the partner of a bracket or apostrophe right before it; punctuation at its end belongs to the
     * sentence. In HTML an ampersand is written as a character reference, and in HTML that was escaped twice as one within
     * one: a signed URL never holds one itself.
     *
     * A line end ends a URL too, unless mail software has put it there. A presigned URL shows what it lacks, for its
     * signature has one length. As long as something is missing the next line is tried, and kept only if the whole is a
     * presigned URL then. Once nothing can be missing the next line is somebody else's. In between, where a parameter
     * of any length comes last, the length of the line tells, or an angle bracket or quotation mark that is still open.
     *
     * What was tried in vain is read again as the text that it is. No try goes on beyond the beginning of another URL,
     * so that each character is looked at a bounded number of times, and all tries in a text together are bounded too.
     */

    static final int LONGEST = LinkAddress.LONGEST_LINK;

    private static final int MOST_LINES = 256;
    private static final String NOT_IN_URLS = "\"#<>\\^`{|}";
    private static final String PUNCTUATION = ".,;:!?'*";
    /** What follows the ampersand. */
    private static final Pattern CHARACTER_REFERENCE = Pattern.compile(
            "(?:#(?<decimal>[0-9]{1,6})|#[xX](?<hex>[0-9A-Fa-f]{1,5})|(?<name>amp|lt|gt|quot|apos|nbsp|hellip));");

    private static final Pattern AMPERSAND = Pattern.compile("&(?:amp;)+");
    private final String text;
    private final int enclosedUntil;
    private final ParseBudget effort;
    private final char closing;
    private final Matcher reference;
    private final StringBuilder url = new StringBuilder(512);
    private int open;
    private int position;

    private int lines = 1;
    /** Whether a line end was taken for one inside the URL only because a bracket or quotation mark is open. */
    private boolean trustsEnclosure;

    private int keptLength;
    private int keptPosition;

    /** @param enclosedUntil where the partner of an angle bracket or quotation mark right before it is, or -1 */
    UrlReading(String text, int start, int enclosedUntil, ParseBudget effort) {
        this.text = text;
        this.enclosedUntil = enclosedUntil;
        this.effort = effort;
        this.closing = start == 0 ? 0 : closing(text.charAt(start - 1));
        this.reference = CHARACTER_REFERENCE.matcher(text);
        this.position = start;
    }

    String read() {
        do {
            readLine();
        } while (goesOn());
        if (lines > 1) {
            String mended = mended();
            boolean enclosed = !trustsEnclosure || position == enclosedUntil;
            if (enclosed && !isOtherUrl() && SignatureCompleteness.of(mended) != SignatureCompleteness.MISSING) {
                return mended;
            }
            url.setLength(keptLength);
            position = keptPosition;
        }
        return withoutPunctuation(url);
    }

    /** Where the URL ends in the text. */
    int end() {
        return position;
    }

    private void readLine() {
        while (position < text.length() && !(lines > 1 && isOtherUrl())) {
            int next = position + 1;
            int c = text.charAt(position);
            while (c == '&' && reference.region(next, text.length()).lookingAt()) {
                c = referred();
                next = reference.end();
            }
            if (!isUrlCharacter(c) || (c == closing && open == 0)) {
                break;
            }
            open += c == '(' ? 1 : c == ')' && open > 0 ? -1 : 0;
            if (url.length() <= LONGEST) {
                url.append((char) c);
            }
            position = next;
        }
    }

    /** Goes to the next line where that may be the rest. */
    private boolean goesOn() {
        int rest = lines < MOST_LINES && url.length() <= LONGEST ? LineEnd.behind(text, position) : -1;
        if (rest < 0 || rest == text.length() || !isUrlCharacter(text.charAt(rest)) || isScheme(rest)) {
            return false;
        }
        if (!effort.spend(url.length())) {
            return false;
        }
        SignatureCompleteness signed = SignatureCompleteness.of(mended());
        boolean forced = signed == SignatureCompleteness.MISSING || LineEnd.isForced(text, position);
        if (signed == SignatureCompleteness.CERTAIN || (!forced && position > enclosedUntil)) {
            return false;
        }
        if (lines == 1 || signed == SignatureCompleteness.POSSIBLE) {
            keptLength = url.length();
            keptPosition = position;
        }
        trustsEnclosure |= !forced;
        lines++;
        position = rest;
        return true;
    }

    private boolean isScheme(int at) {
        return text.regionMatches(true, at, "http://", 0, 7) || text.regionMatches(true, at, "https://", 0, 8);
    }

    private boolean isOtherUrl() {
        return text.startsWith("://", position);
    }

    /** A line end may have been put into a character reference. */
    private String mended() {
        String read = withoutPunctuation(url);
        return lines == 1 ? read : AMPERSAND.matcher(read).replaceAll("&");
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
