// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Parts of the bytes to upload, one after another. Thread-safe. */
interface PartSource extends Closeable {

    /**
     * Returns the bytes of the next part, which the caller closes; {@code null} after the last part.
     *
     * @throws IOException if the bytes cannot be read, or do not suit the plan
     */
    @Nullable PartBytes next() throws IOException;

    /** Returns the number of parts, or the maximum number if the size is not known. */
    int count();

    /**
     * Checks that all parts belong to the same bytes, as far as that shows without reading them.
     *
     * @throws IOException if they do not
     */
    default void requireUnchanged() throws IOException {}

    @Override
    default void close() throws IOException {}
}
