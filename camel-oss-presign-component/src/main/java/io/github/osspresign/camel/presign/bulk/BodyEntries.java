// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.bulk;

import io.github.osspresign.camel.message.LocalFile;
import io.github.osspresign.camel.message.ValueType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.BaseStream;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a message body.
 *
 * @param values object keys, or maps or records with options
 * @param source resource that the iterator reads from, to be closed; {@code null} if there is none
 */
record BodyEntries(Iterator<?> values, @Nullable AutoCloseable source) {

    /**
     * Returns the entries of a body: one for each line, element, or map.
     *
     * @throws IllegalArgumentException if the type of the body has no entries
     * @throws IOException if the body is a file that cannot be opened
     */
    static BodyEntries of(@Nullable Object body) throws IOException {
        if (body instanceof StreamCache cache) {
            // Camel does that only if it caches streams. Without it, a stream that a node has read would be empty.
            cache.reset();
        }
        Path file = LocalFile.of(body);
        if (file != null) {
            return ofLines(new KeyLines(Files.newInputStream(file)));
        }
        if (body instanceof WrappedFile<?> remote) {
            return of(remote.getBody());
        }
        if (body instanceof InputStream stream) {
            return ofLines(new KeyLines(stream));
        }
        if (body instanceof byte[] bytes) {
            return ofLines(new KeyLines(new ByteArrayInputStream(bytes)));
        }
        if (body instanceof Reader reader) {
            return ofLines(new KeyLines(reader));
        }
        if (body instanceof CharSequence text) {
            return ofLines(new KeyLines(new StringReader(text.toString())));
        }
        return ofValues(body);
    }

    private static BodyEntries ofLines(KeyLines lines) {
        return new BodyEntries(lines, lines);
    }

    private static BodyEntries ofValues(@Nullable Object body) {
        if (body instanceof BaseStream<?, ?> stream) {
            return new BodyEntries(stream.iterator(), stream);
        }
        // Some sources are closed themselves, others by their iterator.
        AutoCloseable own = body instanceof AutoCloseable closeable ? closeable : null;
        if (body instanceof Iterable<?> iterable) {
            Iterator<?> values = iterable.iterator();
            return new BodyEntries(values, own == null && values instanceof AutoCloseable closeable ? closeable : own);
        }
        if (body instanceof Iterator<?> iterator) {
            return new BodyEntries(iterator, own);
        }
        if (body instanceof Object[] array) {
            return new BodyEntries(Arrays.asList(array).iterator(), null);
        }
        if (body instanceof Map || body instanceof Record) {
            return new BodyEntries(List.of(body).iterator(), null);
        }
        throw new IllegalArgumentException("body: must contain object keys as an Iterable, Iterator, Stream, array or"
                + " text with one key per line, or be a map or record with the options of one link, was "
                + ValueType.ofBody(body));
    }

    /**
     * Returns the place of the last entry that the iterator has returned, such as {@code line 7}, for error messages.
     *
     * @param count number of entries so far
     */
    String where(long count) {
        return values instanceof KeyLines lines ? "line " + lines.lineNumber() : "entry " + count;
    }
}
