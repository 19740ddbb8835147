// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.MemoryObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MultipartUploadsTest {

    private static final int ROUNDS = 2000;

    private final MemoryObjectStore store = new MemoryObjectStore((bucket, version, now) -> {});
    private final MultipartUploads uploads = new MultipartUploads(store);

    private boolean isAdded(MultipartUpload upload) {
        try {
            uploads.add(upload);
            return true;
        } catch (OssException e) {
            assertThat(e.code()).isEqualTo("NoSuchBucket");
            return false;
        }
    }

    private boolean isDeleted(String bucket) throws IOException {
        try {
            uploads.deleteBucket(bucket);
            return true;
        } catch (OssException e) {
            assertThat(e.code()).isEqualTo("BucketNotEmpty");
            return false;
        }
    }

    @Test
    void concurrentDeletionAndInitiationNeverBothSucceed() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            CyclicBarrier start = new CyclicBarrier(2);
            for (int i = 0; i < ROUNDS; i++) {
                String bucket = "bucket-" + i;
                store.putBucket(new BucketInfo(bucket, Instant.EPOCH, Map.of()));
                Future<Boolean> deleted = other.submit(() -> {
                    start.await();
                    return isDeleted(bucket);
                });
                start.await();
                boolean added = isAdded(new MultipartUpload(bucket, "k", Instant.EPOCH, Map.of(), false));
                assertThat(added).as(bucket).isNotEqualTo(deleted.get());
                assertThat(uploads.of(bucket)).hasSize(added ? 1 : 0);
                uploads.of(bucket).forEach(uploads::remove);
            }
        } finally {
            other.shutdownNow();
        }
    }
}
