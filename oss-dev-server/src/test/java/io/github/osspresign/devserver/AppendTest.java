// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AppendObject. */
class AppendTest {

    private static Http.Response append(OssDevServer to, long position, String content) {
        return new Multipart(to).send("POST", "k.txt", "append&position=" + position, content.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void exactlyOneOfConcurrentAppendsSucceeds(boolean onDisk, @TempDir Path root) throws Exception {
        int racers = 6;
        OssDevServerBuilder builder = OssDevServer.builder().bucket("demo");
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try (OssDevServer raced = (onDisk ? builder.root(root) : builder).start()) {
            StringBuilder expected = new StringBuilder();
            for (int round = 0; round < 10; round++) {
                CountDownLatch start = new CountDownLatch(1);
                List<Future<Http.Response>> responses = new ArrayList<>();
                long position = expected.length();
                for (int racer = 0; racer < racers; racer++) {
                    String content = "" + (char) ('a' + racer);
                    responses.add(threads.submit(() -> {
                        start.await();
                        return append(raced, position, content);
                    }));
                }
                start.countDown();
                int winners = 0;
                for (int racer = 0; racer < racers; racer++) {
                    int status = responses.get(racer).get().status();
                    assertThat(status).isIn(200, 409);
                    if (status == 200) {
                        winners++;
                        expected.append((char) ('a' + racer));
                    }
                }
                assertThat(winners).isEqualTo(1);
            }
            assertThat(new String(raced.objectBytes("demo", "k.txt"), UTF_8)).isEqualTo(expected.toString());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void objectOnDiskCanBeAppendedToAfterRestart(@TempDir Path root) {
        try (OssDevServer first =
                OssDevServer.builder().bucket("demo").root(root).start()) {
            append(first, 0, "con");
        }
        try (OssDevServer second = OssDevServer.builder().root(root).start()) {
            append(second, 3, "tent").assertStatus(200);
            assertThat(second.objectBytes("demo", "k.txt")).isEqualTo("content".getBytes(UTF_8));
            assertThat(root.resolve(".staging")).isEmptyDirectory();
        }
    }
}
