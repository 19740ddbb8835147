package io.github.osspresign.link;

import java.util.ArrayList;
import java.util.List;

/** The cells of a row of CSV (RFC 4180), line by line: a quoted cell may have several. */
final class CsvRow {

    /** Stands for no separator: the row has one cell. */
    static final char NONE = '\0';

    private final char separator;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private boolean quoted;
    private boolean wasQuoted;
    /** Whether there is something in the cell; to look again for each quotation mark would take long in a long one. */
    private boolean filled;

    CsvRow(char separator) {
        this.separator = separator;
    }

    /** A row of one line. */
    static List<String> cells(char separator, String line) {
        CsvRow row = new CsvRow(separator);
        row.add(line);
        return row.cells;
    }

    void add(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                boolean twice = c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
                quoted = c != '"' || twice;
                if (quoted) {
                    cell.append(c);
                }
                i += twice ? 1 : 0;
            } else if (c == separator && separator != NONE) {
                endCell();
            } else if (c == '"' && !wasQuoted && !filled) {
                cell.setLength(0);
                quoted = true;
                wasQuoted = true;
            } else {
                filled |= !Character.isWhitespace(c);
                cell.append(c);
            }
        }
        if (quoted) {
            cell.append('\n');
        } else {
            endCell();
        }
    }

    /** Whether a quoted cell goes on in the next line. */
    boolean isOpen() {
        return quoted;
    }

    List<String> cells() {
        return cells;
    }

    private void endCell() {
        cells.add(wasQuoted ? cell.toString() : cell.toString().strip());
        cell.setLength(0);
        wasQuoted = false;
        filled = false;
    }
}
