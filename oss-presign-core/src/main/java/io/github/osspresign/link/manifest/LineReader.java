// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the lines or characters of a text, which counts the lines. It keeps at most as much of a line in memory as a
 * link may have.
 */
final class LineReader implements Closeable {

    /**
     * Line of a text.
     *
     * @param number number of the line, starting with 1
     * @param text text of the line; only its beginning if it is too long
     * @param tooLong whether the line is longer than a link may be
     */
    record Line(int number, String text, boolean tooLong) {}

    private final Reader reader;
    private final Deque<Line> unread = new ArrayDeque<>();
    private final char[] buffer = new char[8 * 1024];
    private int position;
    private int limit;
    private int line;
    private boolean atLineStart = true;
    private boolean afterReturn;

    /** @param reader text that is closed with this reader */
    LineReader(Reader reader) {
        this.reader = reader;
    }

    /** Returns the next line that is not blank, {@code null} after the last. */
    @Nullable Line nextNonBlank() throws IOException {
        Line line = next();
        while (line != null && line.text().isBlank()) {
            line = next();
        }
        return line;
    }

    /** Returns the next line or the rest of it, {@code null} after the last. */
    @Nullable Line next() throws IOException {
        int c = unread.isEmpty() ? read() : -1;
        if (c < 0) {
            return unread.poll();
        }
        int number = line;
        StringBuilder text = new StringBuilder();
        boolean tooLong = false;
        while (c >= 0 && c != '\n') {
            int start = position - 1;
            position = endOfLine();
            int kept = Math.min(position - start, ManifestFormat.MAX_LENGTH - text.length());
            text.append(buffer, start, kept);
            tooLong |= kept < position - start;
            c = read();
        }
        return new Line(number, text.toString(), tooLong);
    }

    private int endOfLine() {
        int end = position;
        while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        return end;
    }

    /** Pushes lines back, so that they are read again in their order. */
    void unread(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            unread.push(lines.get(i));
        }
    }

    /** Returns the number of the line of the last character that was read. */
    int lineNumber() {
        return line;
    }

    /** Returns whether the next character is the first of a line. */
    boolean isAtLineStart() {
        return atLineStart;
    }

    /** Reads the next character, -1 after the last. Each line ends with a line feed. */
    int read() throws IOException {
        int c = peek();
        if (c >= 0) {
            afterReturn = buffer[position] == '\r';
            line += atLineStart ? 1 : 0;
            atLineStart = c == '\n';
            position++;
        }
        return c;
    }

    /** Returns the character that {@link #read} returns next. */
    int peek() throws IOException {
        while (isFilled()) {
            char c = buffer[position];
            if (c != '\n' || !afterReturn) {
                return c == '\r' ? '\n' : c;
            }
            // The line feed belongs to the carriage return before it.
            afterReturn = false;
            position++;
        }
        return -1;
    }

    /** Returns whether there are unread characters, after reading more if all are read. */
    private boolean isFilled() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, reader.read(buffer, 0, buffer.length));
        }
        return position < limit;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
