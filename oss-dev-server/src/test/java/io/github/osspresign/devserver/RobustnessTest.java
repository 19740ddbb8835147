package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever clients do, the next request is answered. */
class RobustnessTest {

    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    @AfterEach
    void stop() {
        assertThat(Http.get(SignedUrl.of(server, "GET", "demo", "k").v4()).status())
                .isEqualTo(200);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /demo/% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET  HTTP/1.1\r\n\r\n",
                "GET * HTTP/1.1\r\nConnection: close\r\n\r\n",
                "PUT /demo/k HTTP/1.1\r\nContent-Length: minus one\r\nConnection: close\r\n\r\n",
                "PUT /demo/k HTTP/1.1\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
                "PUT /demo/k HTTP/1.1\r\nTransfer-Encoding: unknown\r\nConnection: close\r\n\r\n",
                "PUT /demo/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
                "GET /demo/k HTTP/1.0\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "\r\n\r\n\r\n",
            })
    void aMalformedRequestIsNeverASuccess(String request) throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            String answer = connection.send(request).finish().receiveAll();
            if (!answer.isEmpty()) {
                assertThat(answer).matches("(?s)HTTP/1\\.1 [45].*");
            }
        }
    }

    @Test
    void endlessHeadersAreCutOff() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            connection.send("GET /demo/k HTTP/1.1\r\n");
            String answer =
                    connection.send("a: b\r\n".repeat(501) + "\r\n").finish().receiveUntil("\r\n");
            assertThat(answer).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void aClientThatLeavesInTheMiddleHarmsNobody() throws Exception {
        server.putObject("demo", "large", new byte[10_000_000]);
        URI url = SignedUrl.of(server, "GET", "demo", "large").v4();
        for (int i = 0; i < 20; i++) {
            try (RawConnection connection = new RawConnection(server)) {
                connection
                        .send("GET " + url.getRawPath() + "?" + url.getRawQuery()
                                + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .receiveUntil("\r\n\r\n");
            }
        }
    }

    @Test
    void aHundredConnectionsAtOnceAreServed() throws Exception {
        URI url = SignedUrl.of(server, "GET", "demo", "k").v4();
        String request = "GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: localhost\r\n";
        ExecutorService clients = Executors.newFixedThreadPool(100);
        CountDownLatch allConnected = new CountDownLatch(100);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(clients.submit(() -> {
                    try (RawConnection connection = new RawConnection(server)) {
                        connection.send(request);
                        allConnected.countDown();
                        allConnected.await();
                        return connection.send("Connection: close\r\n\r\n").receiveAll();
                    }
                }));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\ncontent");
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(server.requests()).hasSize(100);
    }
}
