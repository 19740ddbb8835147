package io.github.osspresign.link.manifest;

import java.io.IOException;
import java.io.LineNumberReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a text, which are kept in memory only as far as they can be links. */
final class Lines {

    /**
     * A line.
     *
     * @param number the first is 1
     * @param text its beginning where it is too long
     * @param tooLong whether it is longer than a link may be
     */
    record Line(int number, String text, boolean tooLong) {}

    private final LineNumberReader reader;
    private final Deque<Line> unread = new ArrayDeque<>();

    Lines(LineNumberReader reader) {
        this.reader = reader;
    }

    /** The next line that is not blank, {@code null} behind the last. */
    @Nullable Line nextFilled() throws IOException {
        Line line = next();
        while (line != null && line.text().isBlank()) {
            line = next();
        }
        return line;
    }

    /** The next line, {@code null} behind the last. */
    @Nullable Line next() throws IOException {
        return unread.isEmpty() ? read() : unread.pop();
    }

    /** Puts lines back, to be read again in their order. */
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
            if (text.length() < ManifestForm.LONGEST) {
                text.append((char) c);
            } else {
                tooLong = true;
            }
        }
        return new Line(number, text.toString(), tooLong);
    }
}
