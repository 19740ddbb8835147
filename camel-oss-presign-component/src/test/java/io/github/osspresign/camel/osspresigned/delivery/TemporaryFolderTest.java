// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.OwnThread;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The deletion of a temporary folder, which may take as long as its disk, holds up nobody else. */
class TemporaryFolderTest {

    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Test
    void readersNeedNotWaitForTheDeletionOfTheirFolder() throws Exception {
        TemporaryFolder folder = TemporaryFolder.create();
        assertThat(folder.use(this::close)).isTrue();
        assertThat(folder.use(() -> {})).isTrue();
        folder.release();
        assertThat(folder.isDeleted()).isFalse();

        CompletableFuture<Void> deletion = CompletableFuture.runAsync(folder::release, OwnThread::start);
        try {
            assertThat(closing.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(CompletableFuture.supplyAsync(folder::isDeleted, OwnThread::start)
                            .get(10, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(CompletableFuture.supplyAsync(() -> folder.use(() -> {}), OwnThread::start)
                            .get(10, TimeUnit.SECONDS))
                    .isFalse();
        } finally {
            closed.countDown();
        }
        deletion.get(1, TimeUnit.MINUTES);
        assertThat(folder.path()).doesNotExist();
    }

    private void close() throws IOException {
        closing.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
