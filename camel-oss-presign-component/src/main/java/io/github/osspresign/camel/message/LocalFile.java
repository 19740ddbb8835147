// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.message;

import java.io.File;
import java.nio.file.Path;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** Finds the file that a body or a header of a message stands for. */
public final class LocalFile {

    private LocalFile() {}

    /** Returns the path of a file, also of one from a file component of Camel, or {@code null} for any other value. */
    public static @Nullable Path of(@Nullable Object value) {
        Object file = value instanceof WrappedFile<?> wrapped ? wrapped.getFile() : value;
        if (file instanceof File local) {
            return local.toPath();
        }
        return file instanceof Path path ? path : null;
    }
}
