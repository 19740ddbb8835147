package io.github.osspresign.devserver.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stores objects on the heap until the server stops. A store that discards content keeps only the size, the checksums and
 * the headers of objects, so that it can take any number of bytes.
 */
public final class MemoryObjectStore implements ObjectStore {

    private final BucketIndex<MemoryContent> index;
    private final boolean discardsContent;
    private volatile BucketInfo service = BucketInfo.NEW_SERVICE;

    private MemoryObjectStore(RemovalRule removalRule, boolean discardsContent) {
        this.index = new BucketIndex<>(removalRule);
        this.discardsContent = discardsContent;
    }

    public MemoryObjectStore(RemovalRule removalRule) {
        this(removalRule, false);
    }

    /** Returns a store whose objects throw a {@link ContentDiscardedException} when they are opened. */
    public static MemoryObjectStore discardingContent(RemovalRule removalRule) {
        return new MemoryObjectStore(removalRule, true);
    }

    @Override
    public synchronized void putBucket(BucketInfo bucket) {
        index.putBucket(bucket);
    }

    @Override
    public synchronized void changeBucket(String bucket, UnaryOperator<BucketInfo> change) {
        putBucket(change.apply(index.existingBucket(bucket)));
    }

    @Override
    public BucketInfo service() {
        return service;
    }

    @Override
    public synchronized void changeService(UnaryOperator<BucketInfo> change) {
        service = change.apply(service);
    }

    @Override
    public @Nullable BucketInfo bucket(String bucket) {
        return index.bucket(bucket);
    }

    @Override
    public List<BucketInfo> buckets() {
        return index.buckets();
    }

    @Override
    public synchronized boolean deleteBucket(String bucket) {
        return index.removeBucket(bucket);
    }

    @Override
    public boolean hasBucket(String bucket) {
        return index.hasBucket(bucket);
    }

    @Override
    public StagedContent stage(InputStream content) throws IOException {
        DigestingInputStream digesting = new DigestingInputStream(content);
        MemoryContent stored = discardsContent ? DiscardedContent.readAll(digesting) : HeapContent.readAll(digesting);
        return new Staged(digesting.digest(), stored);
    }

    @Override
    public StagedContent join(List<StagedContent> contents) throws IOException {
        if (!discardsContent) {
            return ObjectStore.super.join(contents);
        }
        ContentDigest digest = ContentDigest.ofJoined(
                contents.stream().map(StagedContent::digest).toList());
        return new Staged(digest, DiscardedContent.INSTANCE);
    }

    @Override
    public @Nullable ObjectVersion newest(String bucket, String key) {
        BucketIndex.Entry<MemoryContent> entry = index.newest(bucket, key);
        return entry == null ? null : entry.version();
    }

    @Override
    public @Nullable ObjectVersion version(String bucket, String key, String versionId) {
        BucketIndex.Entry<MemoryContent> entry = index.get(bucket, key, versionId);
        return entry == null ? null : entry.version();
    }

    @Override
    public @Nullable OpenObject open(String bucket, String key, String versionId) {
        BucketIndex.Entry<MemoryContent> entry = index.get(bucket, key, versionId);
        return entry == null || entry.content() == null
                ? null
                : new OpenObject((ObjectInfo) entry.version(), entry.content().open());
    }

    @Override
    public synchronized boolean replaceInfo(String bucket, ObjectInfo known, ObjectInfo changed) {
        BucketIndex.Entry<MemoryContent> entry = index.get(bucket, known.key(), known.versionId());
        if (entry == null || !entry.version().equals(known)) {
            return false;
        }
        index.replace(bucket, new BucketIndex.Entry<>(changed, entry.content()));
        return true;
    }

    @Override
    public synchronized @Nullable DeleteMarker delete(String bucket, String key, Instant now) {
        if (!index.isVersioned(bucket)) {
            deleteVersion(bucket, key, ObjectVersion.NULL_ID, now);
            return null;
        }
        DeleteMarker marker = new DeleteMarker(key, index.nextVersionId(bucket), now);
        index.requireRemovable(bucket, key, marker.versionId(), now);
        index.put(bucket, new BucketIndex.Entry<>(marker, null));
        return marker;
    }

    @Override
    public synchronized @Nullable ObjectVersion deleteVersion(
            String bucket, String key, String versionId, Instant now) {
        index.requireRemovable(bucket, key, versionId, now);
        BucketIndex.Entry<MemoryContent> removed = index.remove(bucket, key, versionId);
        return removed == null ? null : removed.version();
    }

    @Override
    public Iterator<ObjectInfo> objectsFrom(String bucket, String key) {
        return index.objectsFrom(bucket, key);
    }

    @Override
    public Iterator<List<ObjectVersion>> versionsFrom(String bucket, String key) {
        return index.versionsFrom(bucket, key);
    }

    /** Does nothing, because the memory belongs to this store alone. */
    @Override
    public void close() {}

    private synchronized @Nullable ObjectInfo commit(
            String bucket, ObjectInfo info, MemoryContent content, boolean overwrite) {
        if (!index.accepts(bucket, info.key(), overwrite)) {
            return null;
        }
        return commit(bucket, info.withVersionId(index.nextVersionId(bucket)), content);
    }

    private synchronized @Nullable ObjectInfo commitInPlaceOf(
            @Nullable ObjectInfo known, String bucket, ObjectInfo info, MemoryContent content) {
        if (!Objects.equals(known, find(bucket, info.key()))) {
            return null;
        }
        return commit(
                bucket, info.withVersionId(known == null ? index.nextVersionId(bucket) : known.versionId()), content);
    }

    private ObjectInfo commit(String bucket, ObjectInfo committed, MemoryContent content) {
        index.requireRemovable(bucket, committed.key(), committed.versionId(), committed.lastModified());
        index.put(bucket, new BucketIndex.Entry<>(committed, content));
        return committed;
    }

    private final class Staged implements StagedContent {

        private final ContentDigest digest;
        private final MemoryContent content;

        Staged(ContentDigest digest, MemoryContent content) {
            this.digest = digest;
            this.content = content;
        }

        @Override
        public ContentDigest digest() {
            return digest;
        }

        @Override
        public @Nullable ObjectInfo commit(String bucket, ObjectInfo info, boolean overwrite) {
            return MemoryObjectStore.this.commit(bucket, info, content, overwrite);
        }

        @Override
        public InputStream open() {
            return content.open();
        }

        @Override
        public @Nullable ObjectInfo commitInPlaceOf(@Nullable ObjectInfo known, String bucket, ObjectInfo info) {
            return MemoryObjectStore.this.commitInPlaceOf(known, bucket, info, content);
        }

        @Override
        public void close() {}
    }
}
