// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.WatchedFileSystem.Operation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DirectoryEntriesTest {

    private static final int FOLLOWERS = 8;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger flushes = new AtomicInteger();
    private final AtomicInteger returned = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void requirePosix() {
        assumeTrue(Permissions.arePosix(folder), "a file system whose directories are flushed");
    }

    @AfterEach
    void endThreads() {
        goOn.countDown();
        threads.shutdownNow();
    }

    /** Another program may take the folder of a finished file away at once. */
    @Test
    void directoryThatIsGoneNeedsNoFlush() {
        assertThatCode(() -> flush(folder.resolve("gone"))).doesNotThrowAnyException();
    }

    /** The system returns EINVAL there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void fileSystemThatCannotFlushDirectoriesIsNoFailure() {
        Path processes = Path.of("/proc");
        assertThatThrownBy(() -> {
                    try (FileChannel entries = FileChannel.open(processes)) {
                        entries.force(true);
                    }
                })
                .isInstanceOf(IOException.class);
        assertThatCode(() -> DirectoryEntries.flush(processes, processes.resolve("new")))
                .doesNotThrowAnyException();
    }

    @Test
    void flushesThatWaitTogetherAreOneThatBeginsAfterTheirArrival() throws Exception {
        Path watched = watched(() -> assertThat(returned).hasValue(flushes.get() == 1 ? 0 : 1));
        Future<?> first = threads.submit(() -> flush(watched));
        begun.await();
        List<Future<?>> followers = followers(watched);
        assertThat(returned).hasValue(0);
        goOn.countDown();

        first.get();
        for (Future<?> follower : followers) {
            follower.get();
        }
        assertThat(flushes).hasValue(2);
    }

    @Test
    void failedFlushFailsForAllThatWaitedForIt() throws Exception {
        Path watched = watched(() -> {
            if (flushes.get() == 2) {
                throw new IOException("flush " + flushes);
            }
        });
        Future<?> first = threads.submit(() -> flush(watched));
        begun.await();
        List<Future<?>> followers = followers(watched);
        goOn.countDown();

        first.get();
        for (Future<?> follower : followers) {
            assertThatThrownBy(follower::get)
                    .hasCauseInstanceOf(PlainFailure.class)
                    .hasRootCauseMessage("flush 2");
        }
        assertThat(flushes).hasValue(2);
        threads.submit(() -> flush(watched)).get();
    }

    /** The write that was lost may be of a name that was entered during the flush. */
    @Test
    void failedFlushFailsForThoseThatArrivedMeanwhile() throws Exception {
        Path watched = watched(() -> {
            if (flushes.get() == 1) {
                throw new IOException("flush 1");
            }
        });
        Future<?> first = threads.submit(() -> flush(watched));
        begun.await();
        List<Future<?>> followers = followers(watched);
        goOn.countDown();

        assertThatThrownBy(first::get).hasCauseInstanceOf(PlainFailure.class).hasRootCauseMessage("flush 1");
        for (Future<?> follower : followers) {
            assertThatThrownBy(follower::get)
                    .hasCauseInstanceOf(PlainFailure.class)
                    .hasRootCauseMessage("flush 1");
        }
        assertThat(flushes).hasValue(1);
        threads.submit(() -> flush(watched)).get();
        assertThat(flushes).hasValue(2);
    }

    @Test
    void nextFlushWorksAfterOneThatEndedWithAnError() throws Exception {
        Path watched = watched(() -> {
            if (flushes.get() == 1) {
                throw new IllegalStateException("broken");
            }
        });
        goOn.countDown();
        assertThatThrownBy(() -> flush(watched)).hasMessage("broken");
        threads.submit(() -> flush(watched)).get();
        assertThat(flushes).hasValue(2);
    }

    @Test
    void directoriesDoNotWaitForEachOther() throws Exception {
        Path watched = watched(() -> {});
        Future<?> first = threads.submit(() -> flush(watched));
        begun.await();
        Path other = Files.createDirectory(folder.resolve("other"));
        threads.submit(() -> flush(other)).get();
        assertThat(first).isNotDone();
        goOn.countDown();
        first.get();
    }

    @Test
    void interruptIsKeptAndTheNameIsFlushed() throws Exception {
        Path watched = watched(() -> {});
        Future<Boolean> first = threads.submit(() -> {
            Thread.currentThread().interrupt();
            DirectoryEntries.flush(watched, watched.resolve("new"));
            return Thread.interrupted();
        });
        begun.await();
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        List<Future<Boolean>> followers = new ArrayList<>();
        for (int i = 0; i < FOLLOWERS; i++) {
            followers.add(threads.submit(() -> {
                waiting.add(Thread.currentThread());
                DirectoryEntries.flush(watched, watched.resolve("new"));
                return Thread.interrupted();
            }));
        }
        awaitWaiting(FOLLOWERS);
        waiting.forEach(Thread::interrupt);
        goOn.countDown();

        assertThat(first.get()).isTrue();
        for (Future<Boolean> follower : followers) {
            assertThat(follower.get()).isTrue();
        }
        assertThat(flushes).hasValue(2);
    }

    @Test
    void workersOfTheCommonPoolDoNotBlockEachOther() throws Exception {
        goOn.countDown();
        Path watched = watched(() -> {});
        List<? extends Future<?>> all = IntStream.range(0, 64)
                .mapToObj(i -> ForkJoinPool.commonPool().submit(() -> flush(watched)))
                .toList();
        for (Future<?> one : all) {
            one.get(30, TimeUnit.SECONDS);
        }
        assertThat(flushes.get()).isBetween(1, 64);
    }

    private interface AtFlush {
        void happens() throws IOException;
    }

    /** Counts the flushes; the first one waits. */
    private Path watched(AtFlush atFlush) {
        return WatchedFileSystem.watched(folder, (operation, path) -> {
            if (operation == Operation.OPEN) {
                flushes.incrementAndGet();
                begun.countDown();
                // Does not end the wait of a thread that was interrupted before: the step clears the flag.
                Awaitility.await().until(() -> goOn.getCount() == 0);
                atFlush.happens();
            }
        });
    }

    private List<Future<?>> followers(Path watched) {
        List<Future<?>> followers = new ArrayList<>();
        for (int i = 0; i < FOLLOWERS; i++) {
            followers.add(threads.submit(() -> flush(watched)));
        }
        awaitWaiting(FOLLOWERS);
        return followers;
    }

    /** Waits until so many threads wait for a flush, one of them to lead it. */
    private static void awaitWaiting(int count) {
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().values().stream()
                                .map(Arrays::toString)
                                .filter(stack -> stack.contains("DirectoryEntries")
                                        && (stack.contains("ReentrantLock.lock")
                                                || stack.contains("CountDownLatch.await")))
                                .count()
                        == count);
    }

    private @Nullable Void flush(Path watched) throws IOException {
        DirectoryEntries.flush(watched, watched.resolve("new"));
        returned.incrementAndGet();
        return null;
    }
}
