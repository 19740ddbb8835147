// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.bulk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.link.manifest.LineReader;
import io.github.osspresign.link.manifest.LineReader.Line;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Iterator over object keys in a text with one key per line. It skips blank lines; other blanks are part of the key. */
final class KeyLines implements Iterator<String>, Closeable {

    /** Maximum characters of a line, four times the maximum of a key. */
    private static final int MAX_LINE_LENGTH = 4096;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final LineReader lines;
    private final boolean decodesUtf8;
    private int lineNumber;
    private @Nullable String key;

    /** Reads lines of text. */
    KeyLines(Reader text) {
        this(text, false);
    }

    /** Reads lines of UTF-8. */
    KeyLines(InputStream bytes) {
        // Reads one character per byte and decodes each line later, so that invalid UTF-8 fails in its own line.
        this(new InputStreamReader(bytes, ISO_8859_1), true);
    }

    private KeyLines(Reader text, boolean decodesUtf8) {
        this.lines = new LineReader(text);
        this.decodesUtf8 = decodesUtf8;
    }

    @Override
    public boolean hasNext() {
        while (key == null || key.isBlank()) {
            Line line = readLine();
            if (line == null) {
                return false;
            }
            lineNumber = line.number();
            key = key(line.text());
        }
        return true;
    }

    @Override
    public String next() {
        String next = hasNext() ? key : null;
        if (next == null) {
            throw new NoSuchElementException();
        }
        key = null;
        return next;
    }

    /** Returns the number of the last line that was read, from 1. */
    int lineNumber() {
        return lineNumber;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private @Nullable Line readLine() {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String key(String line) {
        if (line.length() > MAX_LINE_LENGTH) {
            throw new IllegalArgumentException("line " + lineNumber
                    + ": must be an object key of at most 1023 bytes, was longer than " + MAX_LINE_LENGTH);
        }
        String text = decodesUtf8 ? decoded(line) : line;
        return lineNumber == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private String decoded(String bytes) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("line " + lineNumber + ": must be UTF-8, was another encoding", e);
        }
    }
}
