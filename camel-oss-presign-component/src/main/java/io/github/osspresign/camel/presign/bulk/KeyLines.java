// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.bulk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
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

    /** Maximum characters of a line, four times the maximum of a key. Longer lines could exhaust the memory. */
    private static final int MAX_LINE_LENGTH = 4096;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Reader reader;
    private final boolean decodesUtf8;
    private long lineNumber;
    private @Nullable String line;

    /** Reads lines of text. */
    KeyLines(Reader text) {
        this(new BufferedReader(text), false);
    }

    /** Reads lines of UTF-8. */
    KeyLines(InputStream bytes) {
        // Reads one character per byte and decodes each line later, so that invalid UTF-8 fails in its own line.
        this(new BufferedReader(new InputStreamReader(bytes, ISO_8859_1)), true);
    }

    private KeyLines(Reader reader, boolean decodesUtf8) {
        this.reader = reader;
        this.decodesUtf8 = decodesUtf8;
    }

    @Override
    public boolean hasNext() {
        while (line == null || line.isBlank()) {
            line = readLine();
            if (line == null) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String next() {
        String next = hasNext() ? line : null;
        if (next == null) {
            throw new NoSuchElementException();
        }
        line = null;
        return next;
    }

    /** Returns the number of the last line that was read, from 1. */
    long lineNumber() {
        return lineNumber;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private @Nullable String readLine() {
        StringBuilder read = new StringBuilder();
        lineNumber++;
        try {
            int c = reader.read();
            if (c < 0) {
                return null;
            }
            for (; c >= 0 && c != '\n'; c = reader.read()) {
                if (read.length() == MAX_LINE_LENGTH) {
                    throw new IllegalArgumentException("line " + lineNumber
                            + ": must be an object key of at most 1023 bytes, was longer than " + MAX_LINE_LENGTH);
                }
                read.append((char) c);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        if (!read.isEmpty() && read.charAt(read.length() - 1) == '\r') {
            read.setLength(read.length() - 1);
        }
        String text = decodesUtf8 ? decoded(read.toString()) : read.toString();
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
