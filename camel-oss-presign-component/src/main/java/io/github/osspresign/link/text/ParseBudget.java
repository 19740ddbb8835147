package io.github.osspresign.link.text;

/**
 * What may be spent on the links of one text that are broken into lines: whoever writes it decides how many tries are
 * in vain. It is ample for a text that is nothing but links in lines of a mail; behind its end links are still found
 * where they stand in one line.
 */
final class ParseBudget {

    /** What a try costs however short the URL is, in characters. */
    private static final int TRY = 256;

    private static final int TIMES_EACH_CHARACTER = 16;
    private static final long FOR_SHORT_TEXTS = 16 * 1024 * 1024;

    private long left;

    ParseBudget(String text) {
        left = FOR_SHORT_TEXTS + (long) TIMES_EACH_CHARACTER * text.length();
    }

    /** Whether there is enough for one more try with a URL of that length. */
    boolean spend(int length) {
        left -= TRY + length;
        return left >= 0;
    }
}
