// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.OwnThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The state of a worker, as Prometheus and Kubernetes ask for it. */
@Timeout(30)
class StatusTest {

    private final int port = FreePort.find();
    private Status status;

    @BeforeEach
    void start() throws Exception {
        status = new Status(port);
        status.start();
    }

    @AfterEach
    void stop() {
        status.close();
    }

    @Test
    void metersAreShown() throws Exception {
        status.registry()
                .counter("etl.failed", "exception", "LinkExpiredException")
                .increment();

        assertThat(get("/metrics"))
                .startsWith("200 ")
                .contains("etl_failed_total{exception=\"LinkExpiredException\"} 1.0");
    }

    @Test
    void workerIsReadyWhenAllItsServicesRespond() throws Exception {
        status.require("kafka", () -> "3 partitions");
        assertThat(get("/health/ready")).isEqualTo("200 UP\nkafka: 3 partitions\n");

        status.require("database", () -> {
            throw new IllegalStateException("refused", new IllegalArgumentException("wrong password"));
        });
        assertThat(get("/health/ready")).isEqualTo("""
                        503 DOWN
                        database: DOWN, IllegalStateException: refused: wrong password
                        kafka: 3 partitions
                        """);
    }

    /** Kubernetes would restart the workers while the broker is away. */
    @Test
    void slowServiceDoesNotDelayTheCheckOfLife() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch responds = new CountDownLatch(1);
        status.require("kafka", () -> {
            asked.countDown();
            responds.await();
            return "responds";
        });
        CompletableFuture<String> ready = CompletableFuture.supplyAsync(() -> get("/health/ready"), OwnThread::start);
        asked.await();

        try {
            assertThat(get("/health/live")).isEqualTo("200 UP\n");
        } finally {
            responds.countDown();
        }
        assertThat(ready.join()).isEqualTo("200 UP\nkafka: responds\n");
    }

    private String get(String path) {
        return Cluster.get(port, path);
    }
}
