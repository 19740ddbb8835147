package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.ValueType;
import io.github.osspresign.camel.osspresigned.delivery.ReadOnceStream;
import io.github.osspresign.transfer.model.SpoolFile;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/**
 * Body of a message to upload, which can be read again for each attempt. Files, bytes, text and cached streams are read
 * directly. Any other stream is first written to a temporary file, also that of a running download: another attempt
 * needs the bytes again, and a download that turns out wrong at its end must not become an object.
 *
 * @param spool temporary file, or {@code null} if none is needed
 */
public record UploadBody(UploadSource source, @Nullable SpoolFile spool) implements AutoCloseable {

    /**
     * Returns the body of an exchange. Writes a stream that can be read only once to a temporary file.
     *
     * @param limit maximum length in bytes, above which the stream is not read further
     * @throws IllegalArgumentException if the body is empty or cannot be converted to a stream
     * @throws IOException if the body cannot be read
     */
    public static UploadBody of(Exchange exchange, long limit) throws IOException {
        Object body = exchange.getMessage().getBody();
        UploadSource source = source(exchange, body);
        return source == null ? spooled(exchange, body, limit) : new UploadBody(source, null);
    }

    /** Returns a body that can be read again, or {@code null} if it can be read only once. */
    static @Nullable UploadSource source(Exchange exchange, @Nullable Object body) throws IOException {
        if (body instanceof WrappedFile<?> wrapped && wrapped.getFile() instanceof File file) {
            return UploadSource.of(file.toPath());
        }
        if (body instanceof File file) {
            return UploadSource.of(file.toPath());
        }
        if (body instanceof Path file) {
            return UploadSource.of(file);
        }
        if (body instanceof byte[] bytes) {
            return UploadSource.of(bytes);
        }
        if (body instanceof String text) {
            return UploadSource.of(text.getBytes(CharacterSet.orDefault(exchange)));
        }
        return body instanceof StreamCache cache
                        && body instanceof InputStream stream
                        && !(body instanceof ReadOnceStream)
                ? Cached.measured(cache, stream)
                : null;
    }

    private static UploadBody spooled(Exchange exchange, @Nullable Object body, long limit) throws IOException {
        try (InputStream stream = stream(exchange, body)) {
            SpoolFile spool = SpoolFile.of(stream, limit);
            return new UploadBody(spool.source(), spool);
        } finally {
            if (body instanceof StreamCache cache) {
                cache.reset();
            }
        }
    }

    /**
     * Returns the stream of a body.
     *
     * @throws IllegalArgumentException if the body is empty or cannot be converted to a stream
     */
    static InputStream stream(Exchange exchange, @Nullable Object body) {
        InputStream stream = body == null
                ? null
                : exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, body);
        if (stream == null) {
            throw new IllegalArgumentException(
                    "body: must be a file, bytes, text or a type that Camel converts to a stream, was "
                            + ValueType.ofBody(body));
        }
        return stream;
    }

    @Override
    public void close() throws IOException {
        if (source instanceof Cached cached) {
            cached.cache().reset();
        }
        if (spool != null) {
            spool.close();
        }
    }

    /** Cached stream of Camel. It stays open, because it is still the body of the message. */
    record Cached(StreamCache cache, InputStream stream, long length) implements UploadSource {

        /** Counts the bytes, because {@code StreamCache.length()} may be unknown or the length of an encrypted file. */
        static Cached measured(StreamCache cache, InputStream stream) throws IOException {
            cache.reset();
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
