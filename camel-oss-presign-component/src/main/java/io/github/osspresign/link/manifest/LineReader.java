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

    LineReader(LineNumberReader reader) {
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
        int number = reader.getLineNumber() + 1;
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        boolean tooLong = false;
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (text.length() < ManifestFormat.MAX_LENGTH) {
                text.append((char) c);
            } else {
                tooLong = true;
            }
        }
        return new Line(number, text.toString(), tooLong);
    }
}
