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
     * Makes the content the newest version of the object in one step; in a bucket without versions it replaces the
     * object that has the key.
     *
     * @return the object with its version id, or null if there is an object that must not be overwritten, which says
     *     something in a bucket without versions only
     */
    @Nullable ObjectInfo commit(String bucket, ObjectInfo info, boolean overwrite) throws IOException;

    /**
     * Makes the content an object in one step, but only in place of the newest version that is known, whose id it gets.
     *
     * @param known what the newest version must be like, or null if there must be none
     * @return the object with its version id, or null if there is another version, or none where one is known
     */
    @Nullable ObjectInfo commitInPlaceOf(@Nullable ObjectInfo known, String bucket, ObjectInfo info) throws IOException;
}
