// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores buckets and their objects. A version is removed or replaced only if the {@link RemovalRule} of the store allows it. */
public interface ObjectStore extends Closeable {

    /** Creates the bucket, or replaces its description. */
    void putBucket(BucketInfo bucket) throws IOException;

    /** Replaces the description of an existing bucket atomically. */
    void changeBucket(String bucket, UnaryOperator<BucketInfo> change) throws IOException;

    /** Returns the description of the service, which has settings as a bucket has. */
    BucketInfo service();

    /** Replaces the description of the service atomically. */
    void changeService(UnaryOperator<BucketInfo> change) throws IOException;

    boolean hasBucket(String bucket);

    /** Returns the bucket, or null if there is none. */
    @Nullable BucketInfo bucket(String bucket);

    /** Returns all buckets in the order of their names. */
    List<BucketInfo> buckets();

    /** Deletes an existing bucket, or returns false if it has objects. */
    boolean deleteBucket(String bucket) throws IOException;

    /** Reads the content to its end, and keeps it until it is committed or closed. */
    StagedContent stage(InputStream content) throws IOException;

    /**
     * Stages the contents one after another as one, without copying them. They remain staged themselves.
     *
     * @param withMd5 whether to read them for their MD5, which is not known otherwise
     */
    StagedContent join(List<StagedContent> contents, boolean withMd5) throws IOException;

    /** Returns the newest version, which may be a delete marker, or null if there is none. */
    @Nullable ObjectVersion newest(String bucket, String key);

    /** Returns this version, or null if there is none. */
    @Nullable ObjectVersion version(String bucket, String key, String versionId);

    /** Returns the object, or null if there is none or its newest version is a delete marker. */
    default @Nullable ObjectInfo find(String bucket, String key) {
        return newest(bucket, key) instanceof ObjectInfo info ? info : null;
    }

    /** Opens this version of the object. Returns null if there is none or it is a delete marker. */
    @Nullable OpenObject open(String bucket, String key, String versionId) throws IOException;

    /** Opens the newest version of the object. Returns null if there is none or it is a delete marker. */
    default @Nullable OpenObject open(String bucket, String key) throws IOException {
        ObjectInfo info = find(bucket, key);
        return info == null ? null : open(bucket, key, info.versionId());
    }

    /**
     * Replaces the description of a version without changing its content or its place among the versions.
     *
     * @return false if the version is no longer the known one
     */
    boolean replaceInfo(String bucket, ObjectInfo known, ObjectInfo changed) throws IOException;

    /**
     * Deletes the object if it exists. In a bucket with versions, this adds a delete marker.
     *
     * @return the delete marker, or null if the bucket has no versions
     */
    @Nullable DeleteMarker delete(String bucket, String key, Instant now) throws IOException;

    /** Deletes this version permanently and returns it, or returns null if there is none. */
    @Nullable ObjectVersion deleteVersion(String bucket, String key, String versionId, Instant now) throws IOException;

    /** Returns the objects from this key on, ordered by the UTF-8 bytes of their keys. */
    Iterator<ObjectInfo> objectsFrom(String bucket, String key);

    /** Returns the versions of each object from this key on, newest first, including delete markers. */
    Iterator<List<ObjectVersion>> versionsFrom(String bucket, String key);

    /** Lets another server use the same directory. */
    @Override
    void close() throws IOException;
}
