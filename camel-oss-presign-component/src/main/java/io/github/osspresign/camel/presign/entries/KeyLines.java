package io.github.osspresign.camel.presign.entries;

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

/** Object keys, one a line; blank lines are none. A key is all of its line, so that blanks around it belong to it. */
final class KeyLines implements Iterator<Entry>, Closeable {

    /** Four times what the longest key needs; more is no list of keys and would fill the memory. */
    private static final int LONGEST_LINE = 4096;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Reader reader;
    private final boolean ofBytes;
    private long number;
    private @Nullable String line;

    /** Lines of text. */
    KeyLines(Reader text) {
        this(new BufferedReader(text), false);
    }

    /** Lines of UTF-8. */
    KeyLines(InputStream bytes) {
        // A character for a byte, so that bytes that are no UTF-8 are found in their own line.
        this(new BufferedReader(new InputStreamReader(bytes, ISO_8859_1)), true);
    }

    private KeyLines(Reader reader, boolean ofBytes) {
        this.reader = reader;
        this.ofBytes = ofBytes;
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
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Entry entry = new Entry("line", number, line);
        line = null;
        return entry;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private @Nullable String readLine() {
        StringBuilder read = new StringBuilder();
        number++;
        try {
            int c = reader.read();
            if (c < 0) {
                return null;
            }
            for (; c >= 0 && c != '\n'; c = reader.read()) {
                if (read.length() == LONGEST_LINE) {
                    throw new IllegalArgumentException("line " + number
                            + ": expected an object key, at most 1023 bytes, but was longer than " + LONGEST_LINE);
                }
                read.append((char) c);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!read.isEmpty() && read.charAt(read.length() - 1) == '\r') {
            read.setLength(read.length() - 1);
        }
        String text = ofBytes ? decoded(read.toString()) : read.toString();
        return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private String decoded(String bytes) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("line " + number + ": expected UTF-8 but was something else", e);
        }
    }
}
