// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.LocalFile;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.ValueType;
import io.github.osspresign.link.PresignedUpload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/** Reads the upload plan of a message, without the type converters of Camel, whose errors contain the value. */
public final class UploadPlanReader {

    private UploadPlanReader() {}

    /**
     * Returns the plan in the header {@link PresignConstants#UPLOAD}, or {@code null} if there is none. A JSON form in the
     * header is replaced by the plan, because a stream can be read only once.
     *
     * @throws IllegalArgumentException if the header contains no valid plan
     * @throws IOException if its file or stream cannot be read
     */
    public static @Nullable PresignedUpload fromHeader(Exchange exchange) throws IOException {
        Object value = exchange.getMessage().getHeader(PresignConstants.UPLOAD);
        if (value == null || value instanceof PresignedUpload) {
            return (PresignedUpload) value;
        }
        PresignedUpload plan = parse(value);
        exchange.getMessage().setHeader(PresignConstants.UPLOAD, plan);
        return plan;
    }

    private static PresignedUpload parse(Object value) throws IOException {
        if (value instanceof CharSequence text) {
            return PresignedUpload.parse(text.toString());
        }
        try (InputStream json = stream(value)) {
            return PresignedUpload.parse(json);
        }
    }

    private static InputStream stream(Object value) throws IOException {
        if (value instanceof byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }
        Path file = LocalFile.of(value);
        if (file != null) {
            return Files.newInputStream(file);
        }
        if (value instanceof StreamCache cache) {
            cache.reset();
        }
        if (value instanceof InputStream stream) {
            return stream;
        }
        throw new IllegalArgumentException(PresignConstants.UPLOAD
                + ": must be an upload plan or its JSON form as text, bytes, a file or a stream, was "
                + ValueType.of(value));
    }
}
