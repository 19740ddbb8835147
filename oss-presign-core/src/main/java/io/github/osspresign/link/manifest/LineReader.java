// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import java.io.IOException;
import java.io.LineNumberReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reader of the lines of a text. It keeps at most as much of a line in memory as a link may have. */
final class LineReader {

    /**
     * Line of a text.
     *
     * @param number number of the line, starting with 1
     * @param text text of the line; only its beginning if it is too long
     * @param tooLong whether the line is longer than a link may be
     */
    record Line(int number, String text, boolean tooLong) {}

    private final LineNumberReader reader;
    private final Deque<Line> unread = new ArrayDeque<>();
    private final char[] buffer = new char[8 * 1024];
    private int position;
    private int limit;
    private int number;

    /**
     * Whether a line feed would belong to the line that has just ended. At first it can only belong to a skipped blank
     * line.
     */
    private boolean afterReturn = true;

    /**
     * Creates a reader of the rest of a text.
     *
     * @param reader at its first character that is not blank; nothing else reads it from now on
     */
    LineReader(LineNumberReader reader) {
        this.reader = reader;
        this.number = reader.getLineNumber();
    }

    /** Returns the next line that is not blank, {@code null} after the last. */
    @Nullable Line nextNonBlank() throws IOException {
        Line line = next();
        while (line != null && line.text().isBlank()) {
            line = next();
        }
        return line;
    }

    /** Returns the next line, {@code null} after the last. */
    @Nullable Line next() throws IOException {
        return unread.isEmpty() ? read() : unread.pop();
    }

    /** Pushes lines back, so that they are read again in their order. */
    void unread(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            unread.push(lines.get(i));
        }
    }

    private @Nullable Line read() throws IOException {
        if (!isFilled() || (skipLineFeed() && !isFilled())) {
            return null;
        }
        number++;
        StringBuilder text = new StringBuilder();
        boolean tooLong = false;
        do {
            int end = endOfLine();
            int kept = Math.min(end - position, ManifestFormat.MAX_LENGTH - text.length());
            text.append(buffer, position, kept);
            tooLong |= kept < end - position;
            position = end;
        } while (position == limit && isFilled());
        if (position < limit) {
            afterReturn = buffer[position] == '\r';
            position++;
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

    /** Skips the line feed of a line that ended in a carriage return and a line feed; returns whether it was there. */
    private boolean skipLineFeed() {
        boolean skipped = afterReturn && buffer[position] == '\n';
        position += skipped ? 1 : 0;
        afterReturn = false;
        return skipped;
    }

    /** Returns whether there are unread characters, after reading more if all are read. */
    private boolean isFilled() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, reader.read(buffer, 0, buffer.length));
        }
        return position < limit;
    }
}
