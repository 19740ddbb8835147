package io.github.osspresign.link.manifest;

import java.util.ArrayList;
import java.util.List;

/** The cells of a row of CSV (RFC 4180), line by line: a quoted cell may have several. */
final class CsvRow {

    /** Stands for no separator: the row has one cell. */
    static final char NONE = '\0';

    /** Where in a row a character stands. */
    private enum Place {
        BEFORE_CELL,
        PLAIN_CELL,
        QUOTED_CELL,
        BEHIND_QUOTED_CELL,
        /** Behind something that is no CSV. */
        LOST
    }

    private final char separator;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private Place place = Place.BEFORE_CELL;

    CsvRow(char separator) {
        this.separator = separator;
    }

    /** The cells of a row of one line, none where it is broken or goes on. */
    static List<String> cells(char separator, String line) {
        CsvRow row = new CsvRow(separator);
        row.add(line);
        return row.isOpen() || row.isBroken() ? List.of() : row.cells;
    }

    void add(String line) {
        for (int i = 0; i < line.length() && place != Place.LOST; i++) {
            char c = line.charAt(i);
            if (place == Place.QUOTED_CELL) {
                boolean twice = c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (c != '"' || twice) {
                    cell.append(c);
                } else {
                    place = Place.BEHIND_QUOTED_CELL;
                }
                i += twice ? 1 : 0;
            } else if (c == separator && separator != NONE) {
                endCell();
            } else {
                place = outsideQuotes(c);
            }
        }
        if (place == Place.QUOTED_CELL) {
            cell.append('\n');
        } else if (place != Place.LOST) {
            endCell();
        }
    }

    private Place outsideQuotes(char c) {
        boolean blank = Character.isWhitespace(c);
        if (place == Place.BEHIND_QUOTED_CELL) {
            return blank ? place : Place.LOST;
        }
        if (place == Place.BEFORE_CELL && (blank || c == '"')) {
            return blank ? place : Place.QUOTED_CELL;
        }
        cell.append(c);
        return Place.PLAIN_CELL;
    }

    /** Whether a quoted cell goes on in the next line. */
    boolean isOpen() {
        return place == Place.QUOTED_CELL;
    }

    /** Whether something other than the end of the cell follows the quotation mark that ends it. */
    boolean isBroken() {
        return place == Place.LOST;
    }

    List<String> cells() {
        return cells;
    }

    private void endCell() {
        cells.add(place == Place.PLAIN_CELL ? cell.toString().stripTrailing() : cell.toString());
        cell.setLength(0);
        place = Place.BEFORE_CELL;
    }
}
