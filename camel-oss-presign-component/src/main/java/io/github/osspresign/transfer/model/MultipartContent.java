package io.github.osspresign.transfer.model;

import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bytes to upload in parts: a source that several threads can read at any position, or a stream. */
public sealed interface MultipartContent {

    /** Returns the number of bytes, {@code null} if it is unknown. */
    @Nullable Long length();

    /** Returns the bytes of a source that several threads can read at the same time. */
    static MultipartContent of(UploadSource source) {
        return new Source(source);
    }

    /**
     * Returns the bytes of a stream. They are read once, part by part, by one thread at a time; the stream stays open.
     *
     * @param length number of bytes, {@code null} if it is unknown
     */
    static MultipartContent of(InputStream stream, @Nullable Long length) {
        return new Stream(stream, length);
    }

    /** Source that can be read again. */
    record Source(UploadSource source) implements MultipartContent {

        public Source {
            Objects.requireNonNull(source, "source");
        }

        @Override
        public Long length() {
            return source.length();
        }
    }

    /** Stream that can be read once. */
    record Stream(InputStream stream, @Nullable Long length) implements MultipartContent {

        public Stream {
            Objects.requireNonNull(stream, "stream");
        }
    }
}
