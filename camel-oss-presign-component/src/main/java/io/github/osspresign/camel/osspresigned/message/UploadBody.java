package io.github.osspresign.camel.osspresigned.message;

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
 * The body of a message as bytes that every attempt can send: a file, memory and a cached stream as they are, any other
 * stream by way of a temporary file.
 *
 * @param spool that file, {@code null} where there is none
 */
public record UploadBody(UploadSource source, @Nullable SpoolFile spool) implements AutoCloseable {

    /**
     * Reads what can be read only once.
     *
     * @param limit bytes; of a longer stream not much more is read
     * @throws IllegalArgumentException where there is no body, or none that Camel converts to a stream
     * @throws IOException where it cannot be read
     */
    public static UploadBody of(Exchange exchange, long limit) throws IOException {
        Object body = exchange.getMessage().getBody();
        if (body instanceof WrappedFile<?> wrapped && wrapped.getFile() instanceof File file) {
            body = file;
        }
        if (body instanceof File file) {
            return of(UploadSource.of(file.toPath()));
        }
        if (body instanceof Path file) {
            return of(UploadSource.of(file));
        }
        if (body instanceof byte[] bytes) {
            return of(UploadSource.of(bytes));
        }
        if (body instanceof String text) {
            return of(UploadSource.of(text.getBytes(CharacterSet.orDefault(exchange))));
        }
        if (body instanceof StreamCache cache && body instanceof InputStream stream) {
            return of(Cached.measured(cache, stream));
        }
        return spooled(exchange, body, limit);
    }

    private static UploadBody of(UploadSource source) {
        return new UploadBody(source, null);
    }

    private static UploadBody spooled(Exchange exchange, @Nullable Object body, long limit) throws IOException {
        try (InputStream stream = body == null
                ? null
                : exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, body)) {
            if (stream == null) {
                throw new IllegalArgumentException(
                        "body: expected a file, bytes, text or what Camel converts to a stream but was "
                                + (body == null
                                        ? "no body"
                                        : "a " + body.getClass().getName()));
            }
            SpoolFile spool = SpoolFile.of(stream, limit);
            return new UploadBody(spool.source(), spool);
        } finally {
            if (body instanceof StreamCache cache) {
                cache.reset();
            }
        }
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

    /** A stream that Camel keeps so that it can be read again; it stays open, since the message still has it. */
    private record Cached(StreamCache cache, InputStream stream, long length) implements UploadSource {

        /** Its own {@code length()} may be unknown, or that of an encrypted file. */
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
