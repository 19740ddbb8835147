// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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
    private final HttpClient client = HttpClient.newHttpClient();
    private Status status;

    @BeforeEach
    void start() throws Exception {
        status = new Status(port);
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

        HttpResponse<String> page = get("/metrics");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("etl_failed_total{exception=\"LinkExpiredException\"} 1.0");
    }

    @Test
    void workerIsReadyWhenAllItsServicesRespond() throws Exception {
        status.require("kafka", () -> "3 partitions");
        assertThat(get("/health/ready").body()).isEqualTo("UP\nkafka: 3 partitions\n");

        status.require("database", () -> {
            throw new IllegalStateException("refused", new IllegalArgumentException("wrong password"));
        });
        HttpResponse<String> page = get("/health/ready");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).isEqualTo("""
                        DOWN
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
        CompletableFuture<HttpResponse<String>> ready =
                client.sendAsync(request("/health/ready"), HttpResponse.BodyHandlers.ofString());
        asked.await();

        try {
            assertThat(get("/health/live").body()).isEqualTo("UP\n");
        } finally {
            responds.countDown();
        }
        assertThat(ready.join().body()).isEqualTo("UP\nkafka: responds\n");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
    }
}
