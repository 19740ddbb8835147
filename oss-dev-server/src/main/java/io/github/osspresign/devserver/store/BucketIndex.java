// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the objects of all buckets in key order, each with the location of its content. Reads are concurrent;
 * a store makes changes one at a time.
 */
final class BucketIndex<C> {

    /** A version and the location of its content. A delete marker has no content. */
    record Entry<C>(ObjectVersion version, @Nullable C content) {}

    private final ConcurrentNavigableMap<String, BucketInfo> infos = new ConcurrentSkipListMap<>();

    /** The versions of a key, newest first. A list is never empty and is replaced as a whole. */
    private final Map<String, ConcurrentNavigableMap<String, List<Entry<C>>>> buckets = new ConcurrentHashMap<>();

    private final RemovalRule removalRule;

    BucketIndex(RemovalRule removalRule) {
        this.removalRule = removalRule;
    }

    /** Adds the bucket, or replaces its description. */
    void putBucket(BucketInfo bucket) {
        infos.put(bucket.name(), bucket);
        buckets.computeIfAbsent(bucket.name(), name -> new ConcurrentSkipListMap<>(KeyOrder.BYTES));
    }

    @Nullable BucketInfo bucket(String bucket) {
        return infos.get(bucket);
    }

    BucketInfo existingBucket(String bucket) {
        BucketInfo info = infos.get(bucket);
        if (info == null) {
            throw new MissingBucketException(bucket);
        }
        return info;
    }

    List<BucketInfo> buckets() {
        return List.copyOf(infos.values());
    }

    /** Removes the bucket if it has no versions of objects. */
    boolean removeBucket(String bucket) {
        if (!objects(bucket).isEmpty()) {
            return false;
        }
        buckets.remove(bucket);
        infos.remove(bucket);
        return true;
    }

    boolean hasBucket(String bucket) {
        return buckets.containsKey(bucket);
    }

    /**
     * Returns whether the object may be stored. It may not if it exists, must not be overwritten and the bucket has no
     * versions.
     */
    boolean accepts(String bucket, String key, boolean overwrite) {
        boolean isNew = newest(bucket, key) == null;
        return isNew || overwrite || isVersioned(bucket);
    }

    boolean isVersioned(String bucket) {
        BucketInfo info = infos.get(bucket);
        return info != null && info.versioning() != Versioning.OFF;
    }

    /** Throws the exception of the rule if this version exists and must stay. */
    void requireRemovable(String bucket, String key, String versionId, Instant now) {
        Entry<C> entry = get(bucket, key, versionId);
        if (entry != null && entry.version() instanceof ObjectInfo version) {
            removalRule.check(existingBucket(bucket), version, now);
        }
    }

    /** Returns the ID for the next version of an object in the bucket. */
    String nextVersionId(String bucket) {
        BucketInfo info = infos.get(bucket);
        return info != null && info.versioning() == Versioning.ENABLED
                // 64 characters, as those of OSS.
                ? (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "")
                : ObjectVersion.NULL_ID;
    }

    /** Returns the newest version, or null. */
    @Nullable Entry<C> newest(String bucket, String key) {
        List<Entry<C>> versions = objects(bucket).get(key);
        return versions == null ? null : versions.get(0);
    }

    /** Returns this version, or null. */
    @Nullable Entry<C> get(String bucket, String key, String versionId) {
        return find(objects(bucket).getOrDefault(key, List.of()), versionId);
    }

    /** Makes the entry the newest version. Returns the replaced entry with the same ID, or null. */
    @Nullable Entry<C> put(String bucket, Entry<C> entry) {
        return replace(bucket, entry.version().key(), entry.version().versionId(), List.of(entry));
    }

    /** Replaces the entry with the same ID, which keeps its place among the versions. */
    void replace(String bucket, Entry<C> entry) {
        String versionId = entry.version().versionId();
        objects(bucket)
                .computeIfPresent(
                        entry.version().key(),
                        (key, versions) -> versions.stream()
                                .map(known -> known.version().versionId().equals(versionId) ? entry : known)
                                .toList());
    }

    /** Removes this version and returns it, or null. */
    @Nullable Entry<C> remove(String bucket, String key, String versionId) {
        return replace(bucket, key, versionId, List.of());
    }

    private @Nullable Entry<C> replace(String bucket, String key, String versionId, List<Entry<C>> newest) {
        ConcurrentNavigableMap<String, List<Entry<C>>> objects = objects(bucket);
        List<Entry<C>> versions = objects.getOrDefault(key, List.of());
        Entry<C> removed = find(versions, versionId);
        List<Entry<C>> left = new ArrayList<>(newest);
        versions.stream()
                .filter(entry -> !entry.version().versionId().equals(versionId))
                .forEach(left::add);
        if (left.isEmpty()) {
            objects.remove(key);
        } else {
            objects.put(key, List.copyOf(left));
        }
        return removed;
    }

    private static <C> @Nullable Entry<C> find(List<Entry<C>> versions, String versionId) {
        for (Entry<C> entry : versions) {
            if (entry.version().versionId().equals(versionId)) {
                return entry;
            }
        }
        return null;
    }

    /** Returns the objects from this key on whose newest version is not a delete marker. */
    Iterator<ObjectInfo> objectsFrom(String bucket, String key) {
        return objects(bucket).tailMap(key, true).values().stream()
                .flatMap(versions ->
                        versions.get(0).version() instanceof ObjectInfo info ? Stream.of(info) : Stream.empty())
                .iterator();
    }

    /** Returns the versions of each object from this key on, newest first. */
    Iterator<List<ObjectVersion>> versionsFrom(String bucket, String key) {
        Function<Entry<C>, ObjectVersion> version = Entry::version;
        return objects(bucket).tailMap(key, true).values().stream()
                .map(versions -> versions.stream().map(version).toList())
                .iterator();
    }

    private ConcurrentNavigableMap<String, List<Entry<C>>> objects(String bucket) {
        ConcurrentNavigableMap<String, List<Entry<C>>> objects = buckets.get(bucket);
        if (objects == null) {
            throw new MissingBucketException(bucket);
        }
        return objects;
    }
}
