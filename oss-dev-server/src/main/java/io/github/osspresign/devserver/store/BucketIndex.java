package io.github.osspresign.devserver.store;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The objects of all buckets in key order, each with whatever a store needs to get at its content. */
final class BucketIndex<C> {

    /** An object and the place of its content. */
    record Entry<C>(ObjectInfo info, C content) {}

    private final ConcurrentNavigableMap<String, BucketInfo> infos = new ConcurrentSkipListMap<>();
    private final Map<String, ConcurrentNavigableMap<String, Entry<C>>> buckets = new ConcurrentHashMap<>();

    /** Adds the bucket, or replaces what is known of it. */
    void putBucket(BucketInfo bucket) {
        infos.put(bucket.name(), bucket);
        buckets.computeIfAbsent(bucket.name(), name -> new ConcurrentSkipListMap<>(KeyOrder.BYTES));
    }

    @Nullable BucketInfo bucket(String bucket) {
        return infos.get(bucket);
    }

    List<BucketInfo> buckets() {
        return List.copyOf(infos.values());
    }

    /** Removes the bucket if it is empty. */
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

    @Nullable Entry<C> get(String bucket, String key) {
        return objects(bucket).get(key);
    }

    /** Puts the entry and returns the one it replaces, or null. */
    @Nullable Entry<C> put(String bucket, Entry<C> entry) {
        return objects(bucket).put(entry.info().key(), entry);
    }

    /** Removes the entry and returns it, or null. */
    @Nullable Entry<C> remove(String bucket, String key) {
        return objects(bucket).remove(key);
    }

    Iterator<ObjectInfo> infosFrom(String bucket, String key) {
        Function<Entry<C>, ObjectInfo> info = Entry::info;
        return objects(bucket).tailMap(key, true).values().stream().map(info).iterator();
    }

    private ConcurrentNavigableMap<String, Entry<C>> objects(String bucket) {
        ConcurrentNavigableMap<String, Entry<C>> objects = buckets.get(bucket);
        if (objects == null) {
            throw new IllegalArgumentException("bucket: expected an existing one but was " + bucket);
        }
        return objects;
    }
}
