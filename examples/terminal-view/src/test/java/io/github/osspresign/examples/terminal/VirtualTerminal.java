// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Terminal that understands the escape sequences of the view, and refuses all others. Lines keep what was scrolled away. */
final class VirtualTerminal {

    private static final Pattern OUTPUT =
            Pattern.compile("\033\\[(?<up>[0-9]+)A|\033\\[(?<style>[0-9]+)m|\033\\[\\?7(?<wrap>[hl])|(?<erase>\033\\[J)"
                    + "|(?<control>[\\p{Cc}])|(?<text>.)");

    private final int columns;
    private final int rows;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<StringBuilder> lines = new ArrayList<>();
    private final StringBuilder styles = new StringBuilder();
    private int row;
    private int column;
    private boolean wraps = true;

    VirtualTerminal(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        lines.add(new StringBuilder());
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** Each flush is a frame, after which a person could look. */
    PrintStream stream() {
        OutputStream frames = new OutputStream() {
            @Override
            public void write(int b) {
                bytes.write(b);
            }

            @Override
            public void flush() {
                show(bytes.toString(UTF_8));
                bytes.reset();
            }
        };
        return new PrintStream(frames, false, UTF_8);
    }

    private void show(String output) {
        Matcher part = OUTPUT.matcher(output);
        for (int end = 0; end < output.length(); end = part.end()) {
            if (!part.find(end) || part.start() != end) {
                throw new AssertionError("unknown sequence at '" + output.substring(end) + "'");
            }
            if (part.group("up") != null) {
                row -= Integer.parseInt(part.group("up"));
                if (row < lines.size() - rows) {
                    throw new AssertionError("moves to a line that has left the screen");
                }
            } else if (part.group("style") != null) {
                styles.append(part.group("style")).append(' ');
            } else if (part.group("wrap") != null) {
                wraps = part.group("wrap").equals("h");
            } else if (part.group("erase") != null) {
                lines.get(row).setLength(Math.min(column, lines.get(row).length()));
                lines.subList(row + 1, lines.size()).clear();
            } else if (part.group("control") != null) {
                control(part.group().charAt(0));
            } else {
                text(part.group());
            }
        }
    }

    private void control(char control) {
        if (control == '\r') {
            column = 0;
        } else if (control == '\n') {
            // As the terminal driver does, which adds a carriage return.
            lineFeed();
        } else {
            throw new AssertionError("control character " + (int) control);
        }
    }

    private void lineFeed() {
        column = 0;
        row++;
        if (row == lines.size()) {
            lines.add(new StringBuilder());
        }
    }

    private void text(String character) {
        int width = character.codePointAt(0) >= 0x2E80 && character.codePointAt(0) != 0xFFFD ? 2 : 1;
        if (column + width > columns) {
            if (!wraps) {
                return;
            }
            lineFeed();
        }
        if (lines.get(row).codePointCount(0, lines.get(row).length()) > column) {
            throw new AssertionError("prints over '" + lines.get(row) + "'");
        }
        lines.get(row).append(character);
        column += width;
    }

    /** Returns all lines above the cursor. */
    List<String> lines() {
        if (column != 0 || !lines.get(row).isEmpty() || !wraps) {
            throw new AssertionError("the cursor is not in an empty line");
        }
        return lines.subList(0, row).stream().map(StringBuilder::toString).toList();
    }

    /** Returns the styles that were used. */
    List<String> styles() {
        return styles.isEmpty()
                ? Collections.emptyList()
                : List.of(styles.toString().split(" ", -1));
    }
}
