package io.github.osspresign.devserver.store;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Uploaded content that is not an object yet; closing it discards it, unless it was committed. */
public interface StagedContent extends Closeable {

    ContentDigest digest();

    /**
     * Makes the content the newest version of the object in one step; in a bucket without versions it replaces the
     * object that has the key.
     *
     * @return the object with its version id, or null if there is an object that must not be overwritten, which says
     *     something in a bucket without versions only
     */
    @Nullable ObjectInfo commit(String bucket, ObjectInfo info, boolean overwrite) throws IOException;
}
