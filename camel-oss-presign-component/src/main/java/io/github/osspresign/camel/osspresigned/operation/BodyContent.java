// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import io.github.osspresign.camel.message.LocalFile;
import io.github.osspresign.camel.message.ValueType;
import io.github.osspresign.camel.osspresigned.delivery.ReadOnceStream;
import io.github.osspresign.camel.osspresigned.message.CharacterSet;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * Body of a message to upload. Files, bytes, text and cached streams are read directly, and again for each attempt. The
 * upload copies any other stream, as a whole or part by part. A download that turns out wrong at its end therefore fails
 * before it becomes an object.
 *
 * @param cache stream that is still the body of the message, {@code null} if there is none
 */
public record BodyContent(UploadContent content, @Nullable StreamCache cache) implements AutoCloseable {

    /** Streams that uploads have read, which can be read only once. A second upload, also of a copy, would find them empty. */
    private static final Set<InputStream> READ =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /**
     * Returns the body of an exchange.
     *
     * @throws IllegalArgumentException if the body is empty or cannot be converted to a stream
     * @throws IOException if the body cannot be read
     */
    public static BodyContent of(Exchange exchange) throws IOException {
        Object body = exchange.getMessage().getBody();
        StreamCache cached = body instanceof StreamCache cache ? cache : null;
        if (cached != null) {
            // Camel does that only if it caches streams. Without it, a stream that a node has read would be empty.
            cached.reset();
        }
        return new BodyContent(content(exchange, body), cached);
    }

    private static UploadContent content(Exchange exchange, @Nullable Object body) throws IOException {
        Path file = LocalFile.of(body);
        if (file != null) {
            return UploadContent.of(UploadSource.of(file));
        }
        if (body instanceof byte[] bytes) {
            return UploadContent.of(UploadSource.of(bytes));
        }
        if (body instanceof String text) {
            return UploadContent.of(UploadSource.of(text.getBytes(CharacterSet.orDefault(exchange))));
        }
        if (body instanceof StreamCache cache
                && body instanceof InputStream stream
                && !(body instanceof ReadOnceStream)) {
            return UploadContent.ofSequential(Cached.measured(cache, stream));
        }
        return UploadContent.of(stream(exchange, body), null);
    }

    /**
     * Returns the stream of a body.
     *
     * @throws IllegalArgumentException if the body is empty or cannot be converted to a stream
     * @throws IOException if an earlier upload has read the stream
     */
    private static InputStream stream(Exchange exchange, @Nullable Object body) throws IOException {
        InputStream stream = body == null
                ? null
                : exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, body);
        if (stream == null) {
            throw new IllegalArgumentException(
                    "body: must be a file, bytes, text or a type that Camel converts to a stream, was "
                            + ValueType.ofBody(body));
        }
        if (!(stream instanceof StreamCache) && !READ.add(stream)) {
            throw new IOException("body: stream can be read only once, but an earlier upload has read it; enable stream"
                    + " caching for the route to upload it several times");
        }
        return stream;
    }

    /** Makes a cached stream readable again. */
    @Override
    public void close() {
        if (cache != null) {
            cache.reset();
        }
    }

    /** Cached stream of Camel. It stays open, because it is still the body of the message. */
    record Cached(StreamCache cache, InputStream stream, long length) implements UploadSource {

        /** Counts the bytes, because {@code StreamCache.length()} may be unknown or the length of an encrypted file. */
        static Cached measured(StreamCache cache, InputStream stream) throws IOException {
            return new Cached(cache, stream, stream.transferTo(OutputStream.nullOutputStream()));
        }

        @Override
        public InputStream open() {
            cache.reset();
            return new FilterInputStream(stream) {
                @Override
                public void close() {}
            };
        }
    }
}
