package io.github.osspresign.devserver.store;

import java.io.Closeable;
import java.io.IOException;

/** Uploaded content that is not an object yet; closing it discards it, unless it was committed. */
public interface StagedContent extends Closeable {

    ContentDigest digest();

    /**
     * Makes the content an object in one step, in place of the object that has the key.
     *
     * @return false if there is such an object and it must not be overwritten
     */
    boolean commit(String bucket, ObjectInfo info, boolean overwrite) throws IOException;
}
