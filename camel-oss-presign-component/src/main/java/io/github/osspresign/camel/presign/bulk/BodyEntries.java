// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.bulk;

import io.github.osspresign.camel.LocalFile;
import io.github.osspresign.camel.ValueType;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
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
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** Iterator over the entries of a message body. Closing it closes the underlying stream or iterator. */
final class BodyEntries implements Iterator<Entry>, Closeable {

    private final Iterator<?> values;
    private final @Nullable AutoCloseable source;
    private long position;

    private BodyEntries(Iterator<?> values, @Nullable AutoCloseable source) {
        this.values = values;
        this.source = source;
    }

    /**
     * Returns the entries of a body: one for each line, element, or map.
     *
     * @throws IllegalArgumentException if the type of the body has no entries
     * @throws IOException if the body is a file that cannot be opened
     */
    static Iterator<Entry> of(@Nullable Object body) throws IOException {
        if (body instanceof StreamCache cache) {
            // Camel does that only if it caches streams. Without it, a stream that a node has read would be empty.
            cache.reset();
        }
        Path file = LocalFile.of(body);
        if (file != null) {
            return new KeyLines(Files.newInputStream(file));
        }
        if (body instanceof WrappedFile<?> remote) {
            return of(remote.getBody());
        }
        if (body instanceof InputStream stream) {
            return new KeyLines(stream);
        }
        if (body instanceof byte[] bytes) {
            return new KeyLines(new ByteArrayInputStream(bytes));
        }
        if (body instanceof Reader reader) {
            return new KeyLines(reader);
        }
        if (body instanceof CharSequence text) {
            return new KeyLines(new StringReader(text.toString()));
        }
        return ofValues(body);
    }

    private static BodyEntries ofValues(@Nullable Object body) {
        if (body instanceof BaseStream<?, ?> stream) {
            return new BodyEntries(stream.iterator(), stream);
        }
        if (body instanceof Iterable<?> iterable) {
            return new BodyEntries(iterable.iterator(), null);
        }
        if (body instanceof Iterator<?> iterator) {
            return new BodyEntries(iterator, iterator instanceof AutoCloseable closeable ? closeable : null);
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

    /** Returns whether the iterator reads from an open resource. */
    boolean holdsSource() {
        return source != null;
    }

    @Override
    public boolean hasNext() {
        return values.hasNext();
    }

    @Override
    public Entry next() {
        Object value = values.next();
        return new Entry("entry " + ++position, value);
    }

    @Override
    public void close() throws IOException {
        if (source != null) {
            try {
                source.close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
    }
}
