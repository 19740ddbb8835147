// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

/**
 * Limit of the work for joining broken links of one text, because a hostile text can cause many useless attempts. It is
 * sufficient for a text that consists only of links in lines of a mail. After the limit, only links in one line are
 * found.
 */
final class ParseBudget {

    /** Cost of an attempt in addition to the length of the URL, in characters. */
    private static final int COST_OF_ATTEMPT = 256;

    private static final int BUDGET_PER_CHARACTER = 16;
    private static final long MIN_BUDGET = 16 * 1024 * 1024;

    private long remaining;

    ParseBudget(String text) {
        remaining = MIN_BUDGET + (long) BUDGET_PER_CHARACTER * text.length();
    }

    /** Spends the cost of an attempt with a URL of this length, and returns whether the budget was sufficient. */
    boolean spend(int length) {
        remaining -= COST_OF_ATTEMPT + length;
        return remaining >= 0;
    }
}
