package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * Body of a message to upload in parts. A stream is not written to a temporary file as a whole: the upload copies each part
 * when it is its turn, and a download that turns out wrong at its end fails before the upload is completed.
 *
 * @param end closes the body, or makes it readable again
 */
public record MultipartBody(UploadContent content, Closeable end) implements AutoCloseable {

    /**
     * Returns the body of an exchange.
     *
     * @throws IllegalArgumentException if the body is empty or cannot be converted to a stream
     * @throws IOException if the body cannot be read
     */
    public static MultipartBody of(Exchange exchange) throws IOException {
        Object body = exchange.getMessage().getBody();
        UploadSource source = UploadBody.source(exchange, body);
        if (source instanceof UploadBody.Cached cached) {
            return new MultipartBody(
                    UploadContent.ofSequential(source), () -> cached.cache().reset());
        }
        if (source != null) {
            return new MultipartBody(UploadContent.of(source), () -> {});
        }
        InputStream stream = UploadBody.stream(exchange, body);
        return new MultipartBody(UploadContent.of(stream, null), () -> {
            stream.close();
            if (body instanceof StreamCache cache) {
                cache.reset();
            }
        });
    }

    @Override
    public void close() throws IOException {
        end.close();
    }
}
