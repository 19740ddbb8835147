// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import java.util.ArrayList;
import java.util.List;

/** Parser of one row of CSV (RFC 4180). It takes the row line by line, because a quoted cell may contain line ends. */
final class CsvRow {

    /** Value for no separator: the row has one cell. */
    static final char NONE = '\0';

    /** Position of a character in a row. */
    private enum State {
        BEFORE_CELL,
        PLAIN_CELL,
        QUOTED_CELL,
        AFTER_QUOTED_CELL,
        /** After text that is not valid CSV. */
        INVALID
    }

    private final char separator;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private State state = State.BEFORE_CELL;

    CsvRow(char separator) {
        this.separator = separator;
    }

    /** Returns the cells of a row of one line; none if the row is invalid or continues on the next line. */
    static List<String> cells(char separator, String line) {
        CsvRow row = new CsvRow(separator);
        row.add(line);
        return row.isOpen() || row.isInvalid() ? List.of() : row.cells;
    }

    /** Parses the next line of the row. */
    void add(String line) {
        for (int i = 0; i < line.length() && state != State.INVALID; i++) {
            char c = line.charAt(i);
            if (state == State.QUOTED_CELL) {
                boolean escapedQuote = c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (c != '"' || escapedQuote) {
                    cell.append(c);
                } else {
                    state = State.AFTER_QUOTED_CELL;
                }
                i += escapedQuote ? 1 : 0;
            } else if (c == separator && separator != NONE) {
                endCell();
            } else {
                state = outsideQuotes(c);
            }
        }
        if (state == State.QUOTED_CELL) {
            cell.append('\n');
        } else if (state != State.INVALID) {
            endCell();
        }
    }

    private State outsideQuotes(char c) {
        boolean whitespace = Character.isWhitespace(c);
        if (state == State.AFTER_QUOTED_CELL) {
            return whitespace ? state : State.INVALID;
        }
        if (state == State.BEFORE_CELL && (whitespace || c == '"')) {
            return whitespace ? state : State.QUOTED_CELL;
        }
        cell.append(c);
        return State.PLAIN_CELL;
    }

    /** Returns whether a quoted cell continues on the next line. */
    boolean isOpen() {
        return state == State.QUOTED_CELL;
    }

    /** Returns whether a quoted cell is followed by something other than a separator. */
    boolean isInvalid() {
        return state == State.INVALID;
    }

    List<String> cells() {
        return cells;
    }

    private void endCell() {
        cells.add(state == State.PLAIN_CELL ? cell.toString().stripTrailing() : cell.toString());
        cell.setLength(0);
        state = State.BEFORE_CELL;
    }
}
