package io.github.osspresign.devserver.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Buckets and their objects. */
public interface ObjectStore {

    /** Creates the bucket, or replaces what is known of it if it exists. */
    void putBucket(BucketInfo bucket) throws IOException;

    boolean hasBucket(String bucket);

    /** Returns the bucket, or null if there is none. */
    @Nullable BucketInfo bucket(String bucket);

    /** Returns all buckets in the order of their names. */
    List<BucketInfo> buckets();

    /** Deletes an existing bucket, or returns false if there are objects in it. */
    boolean deleteBucket(String bucket) throws IOException;

    /** Reads the content to its end and keeps it until it is committed or closed. */
    StagedContent stage(InputStream content) throws IOException;

    /** Returns the object, or null if there is none. */
    @Nullable ObjectInfo find(String bucket, String key);

    /** Opens the object, or returns null if there is none. */
    @Nullable OpenObject open(String bucket, String key) throws IOException;

    /**
     * Replaces what is stored about an object without touching its content.
     *
     * @return false if the object that has the key is no longer the known one
     */
    boolean replaceInfo(String bucket, ObjectInfo known, ObjectInfo changed) throws IOException;

    /** Deletes the object if it exists. */
    void delete(String bucket, String key) throws IOException;

    /** Returns the objects whose keys are not before the given one, in the order of their keys' UTF-8 bytes. */
    Iterator<ObjectInfo> objectsFrom(String bucket, String key);
}
