// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bytes to upload: a source that can be read again, or a stream. */
public sealed interface UploadContent {

    /** Returns the number of bytes, {@code null} if it is unknown. */
    @Nullable Long length();

    /** Returns the bytes of a source that several threads can read at the same time, such as a file. */
    static UploadContent of(UploadSource source) {
        return new Source(source, true);
    }

    /** Returns the bytes of a source that can be read again, but not by several threads at the same time. */
    static UploadContent ofSequential(UploadSource source) {
        return new Source(source, false);
    }

    /**
     * Returns the bytes of a stream. They are read once, by one thread at a time, which is not that of the caller. The
     * upload closes the stream. If a read does not return before the upload has failed, its thread closes the stream after it.
     *
     * @param length number of bytes, {@code null} if it is unknown
     */
    static UploadContent of(InputStream stream, @Nullable Long length) {
        return new Stream(stream, length);
    }

    /**
     * Source that can be read again.
     *
     * @param concurrent whether several threads can read it at the same time
     */
    record Source(UploadSource source, boolean concurrent) implements UploadContent {

        public Source {
            Objects.requireNonNull(source, "source");
        }

        @Override
        public Long length() {
            return source.length();
        }
    }

    /** Stream that can be read once. */
    record Stream(InputStream stream, @Nullable Long length) implements UploadContent {

        public Stream {
            Objects.requireNonNull(stream, "stream");
        }
    }
}
