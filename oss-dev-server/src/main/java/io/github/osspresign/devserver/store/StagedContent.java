package io.github.osspresign.devserver.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Uploaded content that is not an object yet; closing it discards it, unless it was committed. */
public interface StagedContent extends Closeable {

    ContentDigest digest();

    /** Opens the content for reading, as often as need be until it is committed or closed. */
    InputStream open() throws IOException;

    /**
     * Makes the content an object in one step, in place of the object that has the key.
     *
     * @return false if there is such an object and it must not be overwritten
     */
    boolean commit(String bucket, ObjectInfo info, boolean overwrite) throws IOException;

    /**
     * Makes the content an object in one step, but only in place of the object that is known.
     *
     * @param known what the object that has the key must be like, or null if there must be none
     * @return false if there is another object, or none where one is known
     */
    boolean commitInPlaceOf(@Nullable ObjectInfo known, String bucket, ObjectInfo info) throws IOException;
}
