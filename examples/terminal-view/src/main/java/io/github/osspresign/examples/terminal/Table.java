// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Table with aligned columns. If it is too wide, the widest column before the last one is shortened. If that is not
 * enough, lines are longer than the terminal: the last column can be a hint, which must be readable to its end.
 */
final class Table {

    private static final String INDENT = "   ";
    private static final String GAP = "  ";
    private static final int MIN_COLUMN = 8;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.,]*( ?(%|[kMGT]B(/s)?|B(/s)?|/s|m?s))?|-?");

    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    private Table(List<String> header, List<List<String>> body) {
        rows.add(header);
        rows.addAll(body);
        rows.replaceAll(row -> row.stream().map(DisplayText::harmless).toList());
        widths = new int[header.size()];
        for (List<String> row : rows) {
            if (row.size() != widths.length) {
                throw new IllegalArgumentException("row: must have " + widths.length + " cells, was " + row);
            }
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], DisplayText.columns(row.get(i)));
            }
        }
    }

    /** @throws IllegalArgumentException if a row has another number of cells than the header */
    static List<StyledText> lines(List<String> header, List<List<String>> rows, int columns) {
        Table table = new Table(header, rows);
        table.shrink(columns);
        List<StyledText> lines = new ArrayList<>();
        for (List<String> row : table.rows) {
            String line = table.line(row);
            lines.add(lines.isEmpty() ? StyledText.of(line, Style.BOLD) : StyledText.of(line));
        }
        return lines;
    }

    private void shrink(int columns) {
        int width = INDENT.length() - GAP.length();
        int widest = 0;
        for (int i = 0; i < widths.length; i++) {
            width += GAP.length() + widths[i];
            widest = i < widths.length - 1 && widths[i] > widths[widest] ? i : widest;
        }
        int shortened = widths[widest] - (width - columns);
        if (widths.length > 1 && width > columns && shortened >= MIN_COLUMN) {
            widths[widest] = shortened;
        }
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = DisplayText.cutMiddle(row.get(i), widths[i]);
            line.append(i == 0 ? INDENT : GAP)
                    .append(isNumeric(i) ? DisplayText.padStart(cell, widths[i]) : DisplayText.padEnd(cell, widths[i]));
        }
        return line.toString().stripTrailing();
    }

    private boolean isNumeric(int column) {
        return rows.size() > 1
                && rows.stream()
                        .skip(1)
                        .allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }
}
