// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Bar that fills. Without colours it is ASCII, because the width of block characters depends on the font. */
final class Bar {

    private static final int TEXT_COLUMNS = 18;
    private static final Pattern TEXT = Pattern.compile("\\[(?=[#.]{4,}])(#*)(\\.*)]");

    private Bar() {}

    /** Returns a bar of that many columns, at least two. */
    static String of(long done, long total, int columns) {
        int inner = columns - 2;
        int filled = Math.min((int) Math.round(fraction(done, total) * inner), done < total ? inner - 1 : inner);
        return "[" + "#".repeat(filled) + ".".repeat(inner - filled) + "]";
    }

    /** Returns a bar for a line of text. */
    static String text(long done, long total) {
        return of(done, total, TEXT_COLUMNS) + " " + percent(done, total);
    }

    /** Returns four columns, such as {@code " 45%"}. It is 100% only at the end. */
    static String percent(long done, long total) {
        return String.format(Locale.ROOT, "%3d%%", (int) (fraction(done, total) * 100));
    }

    /** Returns a line whose bars have colours in place of characters. */
    static StyledText styled(String line) {
        return new StyledText(line, TEXT.matcher(line).replaceAll(Bar::coloured));
    }

    private static String coloured(MatchResult bar) {
        int columns = bar.end() - bar.start();
        int filled = bar.end(1) - bar.start(1);
        int green = Math.round((float) filled * columns / (columns - 2));
        return Style.GREEN_BACKGROUND.apply(" ".repeat(green))
                + Style.GREY_BACKGROUND.apply(" ".repeat(columns - green));
    }

    private static double fraction(long done, long total) {
        return total <= 0 ? 1 : (double) Math.max(0, Math.min(done, total)) / total;
    }
}
