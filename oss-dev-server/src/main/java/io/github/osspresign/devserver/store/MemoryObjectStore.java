package io.github.osspresign.devserver.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps everything on the heap and forgets it when the server stops. */
public final class MemoryObjectStore implements ObjectStore {

    private final BucketIndex<byte[]> index = new BucketIndex<>();

    @Override
    public void putBucket(BucketInfo bucket) {
        index.putBucket(bucket);
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
        byte[] bytes = digesting.readAllBytes();
        return new Staged(digesting.digest(), bytes);
    }

    @Override
    public @Nullable ObjectInfo find(String bucket, String key) {
        BucketIndex.Entry<byte[]> entry = index.get(bucket, key);
        return entry == null ? null : entry.info();
    }

    @Override
    public @Nullable OpenObject open(String bucket, String key) {
        BucketIndex.Entry<byte[]> entry = index.get(bucket, key);
        return entry == null ? null : new OpenObject(entry.info(), new ByteArrayInputStream(entry.content()));
    }

    @Override
    public synchronized boolean replaceInfo(String bucket, ObjectInfo known, ObjectInfo changed) {
        BucketIndex.Entry<byte[]> entry = index.get(bucket, known.key());
        if (entry == null || !entry.info().equals(known)) {
            return false;
        }
        index.put(bucket, new BucketIndex.Entry<>(changed, entry.content()));
        return true;
    }

    @Override
    public synchronized void delete(String bucket, String key) {
        index.remove(bucket, key);
    }

    @Override
    public Iterator<ObjectInfo> objectsFrom(String bucket, String key) {
        return index.infosFrom(bucket, key);
    }

    private synchronized boolean commit(String bucket, BucketIndex.Entry<byte[]> entry, boolean overwrite) {
        if (!overwrite && index.get(bucket, entry.info().key()) != null) {
            return false;
        }
        index.put(bucket, entry);
        return true;
    }

    private final class Staged implements StagedContent {

        private final ContentDigest digest;
        private final byte[] bytes;

        Staged(ContentDigest digest, byte[] bytes) {
            this.digest = digest;
            this.bytes = bytes;
        }

        @Override
        public ContentDigest digest() {
            return digest;
        }

        @Override
        public boolean commit(String bucket, ObjectInfo info, boolean overwrite) {
            return MemoryObjectStore.this.commit(bucket, new BucketIndex.Entry<>(info, bytes), overwrite);
        }

        @Override
        public void close() {}
    }
}
