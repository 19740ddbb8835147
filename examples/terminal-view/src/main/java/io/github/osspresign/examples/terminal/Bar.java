package io.github.osspresign.examples.terminal;

import java.util.Locale;

/** Bar that fills. ASCII without colours, because the width of block characters depends on the font. */
final class Bar {

    private static final int TEXT_COLUMNS = 26;

    private Bar() {}

    /** Returns a bar of that many columns. */
    static StyledText of(long done, long total, int columns) {
        int inner = Math.max(0, columns - 2);
        int filled = (int) (fraction(done, total) * inner);
        int filledColumns = (int) (fraction(done, total) * columns);
        return new StyledText(
                "[" + "#".repeat(filled) + ".".repeat(inner - filled) + "]",
                Style.GREEN_BACKGROUND.apply(" ".repeat(filledColumns))
                        + Style.GREY_BACKGROUND.apply(" ".repeat(columns - filledColumns)));
    }

    static String text(long done, long total) {
        return of(done, total, TEXT_COLUMNS).plain() + " " + percent(done, total);
    }

    /** Returns four columns, such as {@code " 45%"}. It is 100% only at the end. */
    static String percent(long done, long total) {
        return String.format(Locale.ROOT, "%3d%%", (int) (fraction(done, total) * 100));
    }

    private static double fraction(long done, long total) {
        return total <= 0 ? 1 : (double) Math.max(0, Math.min(done, total)) / total;
    }
}
