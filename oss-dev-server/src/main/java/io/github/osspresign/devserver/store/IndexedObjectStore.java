// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the stores have in common: an index of the versions in memory. Changes are made one at a time. Opening and replacing
 * exclude each other, so that content is never discarded between its look-up and its opening.
 *
 * @param <C> location of content
 */
abstract sealed class IndexedObjectStore<C> implements ObjectStore permits MemoryObjectStore, DiskObjectStore {

    final BucketIndex<C> index;

    IndexedObjectStore(RemovalRule removalRule) {
        this.index = new BucketIndex<>(removalRule);
    }

    abstract InputStream read(C content) throws IOException;

    /** Returns a location of the contents one after another. It does not depend on theirs. */
    abstract C joined(List<C> contents) throws IOException;

    /** Returns the location that staged content has in the bucket. */
    abstract C place(String bucket, C staged) throws IOException;

    abstract void discard(C content) throws IOException;

    /** Describes a new version. Its content, which a delete marker does not have, is in its place. */
    abstract void describe(String bucket, ObjectVersion version, @Nullable C content) throws IOException;

    /** Describes a version again, which keeps its place among the versions. */
    abstract void describeAgain(String bucket, ObjectVersion version, @Nullable C content) throws IOException;

    abstract void removeDescription(String bucket, ObjectVersion version) throws IOException;

    @Override
    public synchronized void changeBucket(String bucket, UnaryOperator<BucketInfo> change) throws IOException {
        putBucket(change.apply(index.existingBucket(bucket)));
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
    public boolean hasBucket(String bucket) {
        return index.hasBucket(bucket);
    }

    @Override
    public @Nullable ObjectVersion newest(String bucket, String key) {
        BucketIndex.Entry<C> entry = index.newest(bucket, key);
        return entry == null ? null : entry.version();
    }

    @Override
    public @Nullable ObjectVersion version(String bucket, String key, String versionId) {
        BucketIndex.Entry<C> entry = index.get(bucket, key, versionId);
        return entry == null ? null : entry.version();
    }

    @Override
    public synchronized @Nullable OpenObject open(String bucket, String key, String versionId) throws IOException {
        BucketIndex.Entry<C> entry = index.get(bucket, key, versionId);
        return entry == null || entry.content() == null
                ? null
                : new OpenObject((ObjectInfo) entry.version(), read(entry.content()));
    }

    @Override
    public synchronized boolean replaceInfo(String bucket, ObjectInfo known, ObjectInfo changed) throws IOException {
        BucketIndex.Entry<C> entry = index.get(bucket, known.key(), known.versionId());
        if (entry == null || !entry.version().equals(known)) {
            return false;
        }
        describeAgain(bucket, changed, entry.content());
        index.replace(bucket, new BucketIndex.Entry<>(changed, entry.content()));
        return true;
    }

    @Override
    public synchronized @Nullable DeleteMarker delete(String bucket, String key, Instant now) throws IOException {
        if (!index.isVersioned(bucket)) {
            deleteVersion(bucket, key, ObjectVersion.NULL_ID, now);
            return null;
        }
        DeleteMarker marker = new DeleteMarker(key, index.nextVersionId(bucket), now);
        index.requireRemovable(bucket, key, marker.versionId(), now);
        publish(bucket, marker, null);
        return marker;
    }

    @Override
    public synchronized @Nullable ObjectVersion deleteVersion(String bucket, String key, String versionId, Instant now)
            throws IOException {
        index.requireRemovable(bucket, key, versionId, now);
        BucketIndex.Entry<C> removed = index.remove(bucket, key, versionId);
        if (removed == null) {
            return null;
        }
        removeDescription(bucket, removed.version());
        if (removed.content() != null) {
            discard(removed.content());
        }
        return removed.version();
    }

    @Override
    public Iterator<ObjectInfo> objectsFrom(String bucket, String key) {
        return index.objectsFrom(bucket, key);
    }

    @Override
    public Iterator<List<ObjectVersion>> versionsFrom(String bucket, String key) {
        return index.versionsFrom(bucket, key);
    }

    @Override
    public StagedContent join(List<StagedContent> contents, boolean withMd5) throws IOException {
        C joined = joined(contents.stream().map(this::location).toList());
        if (!withMd5) {
            return new Staged(
                    ContentDigest.ofJoined(
                            contents.stream().map(StagedContent::digest).toList()),
                    joined);
        }
        try (DigestingInputStream content = new DigestingInputStream(read(joined))) {
            content.transferTo(OutputStream.nullOutputStream());
            return new Staged(content.digest(), joined);
        }
    }

    @SuppressWarnings("unchecked") // A store joins what it has staged itself.
    private C location(StagedContent staged) {
        return ((Staged) staged).content;
    }

    private synchronized ObjectInfo commit(String bucket, ObjectInfo committed, C staged) throws IOException {
        index.requireRemovable(bucket, committed.key(), committed.versionId(), committed.lastModified());
        publish(bucket, committed, place(bucket, staged));
        return committed;
    }

    private void publish(String bucket, ObjectVersion version, @Nullable C content) throws IOException {
        describe(bucket, version, content);
        BucketIndex.Entry<C> replaced = index.put(bucket, new BucketIndex.Entry<>(version, content));
        if (replaced != null && replaced.content() != null) {
            discard(replaced.content());
        }
    }

    final class Staged implements StagedContent {

        private final ContentDigest digest;
        private final C content;

        Staged(ContentDigest digest, C content) {
            this.digest = digest;
            this.content = content;
        }

        @Override
        public ContentDigest digest() {
            return digest;
        }

        @Override
        public InputStream open() throws IOException {
            return read(content);
        }

        @Override
        public @Nullable ObjectInfo commit(String bucket, ObjectInfo info, boolean overwrite) throws IOException {
            synchronized (IndexedObjectStore.this) {
                return index.accepts(bucket, info.key(), overwrite)
                        ? IndexedObjectStore.this.commit(
                                bucket, info.withVersionId(index.nextVersionId(bucket)), content)
                        : null;
            }
        }

        @Override
        public @Nullable ObjectInfo commitInPlaceOf(@Nullable ObjectInfo known, String bucket, ObjectInfo info)
                throws IOException {
            synchronized (IndexedObjectStore.this) {
                if (!Objects.equals(known, find(bucket, info.key()))) {
                    return null;
                }
                String versionId = known == null ? index.nextVersionId(bucket) : known.versionId();
                return IndexedObjectStore.this.commit(bucket, info.withVersionId(versionId), content);
            }
        }

        @Override
        public void close() throws IOException {
            discard(content);
        }
    }
}
