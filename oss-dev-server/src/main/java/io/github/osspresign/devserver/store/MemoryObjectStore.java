// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stores objects on the heap until the server stops. A store that discards content keeps only the size, the checksums and
 * the headers of objects, so that it can take any number of bytes.
 */
public final class MemoryObjectStore extends IndexedObjectStore<MemoryContent> {

    private final boolean discardsContent;
    private volatile BucketInfo service = BucketInfo.NEW_SERVICE;

    private MemoryObjectStore(RemovalRule removalRule, boolean discardsContent) {
        super(removalRule);
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
    public BucketInfo service() {
        return service;
    }

    @Override
    public synchronized void changeService(UnaryOperator<BucketInfo> change) {
        service = change.apply(service);
    }

    @Override
    public synchronized boolean deleteBucket(String bucket) {
        return index.removeBucket(bucket);
    }

    @Override
    public StagedContent stage(InputStream content) throws IOException {
        DigestingInputStream digesting = new DigestingInputStream(content);
        MemoryContent stored = discardsContent ? DiscardedContent.readAll(digesting) : HeapContent.readAll(digesting);
        return new Staged(digesting.digest(), stored);
    }

    @Override
    public StagedContent join(List<StagedContent> contents, boolean withMd5) throws IOException {
        return super.join(contents, withMd5 && !discardsContent);
    }

    @Override
    MemoryContent joined(List<MemoryContent> contents) {
        return discardsContent ? DiscardedContent.INSTANCE : HeapContent.joined(contents);
    }

    @Override
    InputStream read(MemoryContent content) {
        return content.open();
    }

    @Override
    MemoryContent place(String bucket, MemoryContent staged) {
        return staged;
    }

    @Override
    void discard(MemoryContent content) {}

    @Override
    void describe(String bucket, ObjectVersion version, @Nullable MemoryContent content) {}

    @Override
    void describeAgain(String bucket, ObjectVersion version, @Nullable MemoryContent content) {}

    @Override
    void removeDescription(String bucket, ObjectVersion version) {}

    /** Does nothing, because the memory belongs to this store alone. */
    @Override
    public void close() {}
}
