// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Uploaded content that is not an object yet. Closing it discards it, unless it has been committed. */
public interface StagedContent extends Closeable {

    ContentDigest digest();

    /** Opens the content for reading. This can be repeated until the content is committed or closed. */
    InputStream open() throws IOException;

    /**
     * Makes the content the newest version of the object atomically. In a bucket without versions, it replaces the
     * object.
     *
     * @param overwrite whether the content may replace an object in a bucket without versions
     * @return the object with its version ID, or null if an object exists that must not be overwritten
     */
    @Nullable ObjectInfo commit(String bucket, ObjectInfo info, boolean overwrite) throws IOException;

    /**
     * Replaces the known newest version with the content atomically, under the same version ID.
     *
     * @param known expected newest version, or null if there must be no object
     * @return the object with its version ID, or null if the newest version is not the known one
     */
    @Nullable ObjectInfo commitInPlaceOf(@Nullable ObjectInfo known, String bucket, ObjectInfo info) throws IOException;
}
