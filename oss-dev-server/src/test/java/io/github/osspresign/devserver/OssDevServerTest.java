// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.devserver.server.RequestLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a test uses it: settings, direct access, recorded requests, objects on disk. */
class OssDevServerTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @Test
    void defaultsAreKeyRegionAndFreePort() {
        try (OssDevServer one = OssDevServer.builder().start();
                OssDevServer other = OssDevServer.builder().start()) {
            assertThat(one.port()).isPositive().isNotEqualTo(other.port());
            assertThat(one.endpoint()).isEqualTo(URI.create("http://127.0.0.1:" + one.port()));
            assertThat(one.region()).isEqualTo("cn-hangzhou");
            assertThat(one.accessKeyId()).isEqualTo("dev-access-key-id");
            assertThat(one.accessKeySecret()).isEqualTo("dev-access-key-secret");
        }
    }

    @Test
    void acceptsAllAccessKeysAndReturnsFirst() {
        try (OssDevServer server = OssDevServer.builder()
                .accessKey("first", "secret-1")
                .accessKey("second", "secret-2")
                .bucket("demo")
                .start()) {
            server.putObject("demo", "k", CONTENT);
            assertThat(server.accessKeyId()).isEqualTo("first");
            assertThat(server.accessKeySecret()).isEqualTo("secret-1");
            SignedUrl.of(server, "GET", "demo", "k")
                    .accessKey("second", "secret-2")
                    .send()
                    .assertStatus(200);
            assertThat(SignedUrl.of(server, "GET", "demo", "k")
                            .accessKey("dev-access-key-id", "dev-access-key-secret")
                            .send()
                            .element("Code"))
                    .isEqualTo("InvalidAccessKeyId");
        }
    }

    @Test
    void recordsTargetAsSentAndRedactsItInToString() {
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
            URI v4 = SignedUrl.of(server, "GET", "demo", "a b").token("to+ken").v4();
            URI v1 = SignedUrl.of(server, "GET", "demo", "a b").token("to+ken").v1();
            Http.get(v4, "Range", "bytes=0-1");
            Http.get(v1);
            List<RecordedRequest> requests = server.requests();
            assertThat(requests).extracting(RecordedRequest::method).containsExactly("GET", "GET");
            assertThat(requests.get(0).target()).isEqualTo(v4.getRawPath() + "?" + v4.getRawQuery());
            assertThat(requests.get(0).status()).isEqualTo(403);
            assertThat(requests.get(0).headers().get("range")).containsExactly("bytes=0-1");
            for (RecordedRequest request : requests) {
                assertThat(request.toString())
                        .doesNotContainPattern("(?i)signature=[^*]")
                        .doesNotContain("to%2Bken")
                        .contains("/demo/a%20b?")
                        .contains("-> 403");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//demo/k",
                "/demo//k",
                "/demo/k#part",
                "/demo/../k",
                "/demo/a|b^c",
                "/demo/k?a=1?&=&",
                "/%64emo/k"
            })
    void keepsTargetByteForByte(String target) throws Exception {
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start();
                RawConnection connection = new RawConnection(server)) {
            connection
                    .send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .receiveUntil("</Error>");
            assertThat(server.requests()).extracting(RecordedRequest::target).containsExactly(target);
        }
    }

    @Test
    void recordsOnlyLastRequests() {
        RequestLog log = new RequestLog();
        for (int i = 0; i < RequestLog.CAPACITY + 10; i++) {
            log.add(new RecordedRequest("GET", "/" + i, Map.of(), 200), Instant.EPOCH, null, null);
        }
        assertThat(log.all()).hasSize(RequestLog.CAPACITY);
        assertThat(log.all().get(0).target()).isEqualTo("/10");
    }

    @Test
    void recordsFewerRequestsWithLongHeaders() {
        RequestLog log = new RequestLog();
        Map<String, List<String>> headers = Map.of("long", List.of("x".repeat(RequestLog.MAX_CHARACTERS / 4)));
        for (int i = 0; i < 10; i++) {
            log.add(new RecordedRequest("GET", "/" + i, headers, 200), Instant.EPOCH, null, null);
        }
        assertThat(log.all()).extracting(RecordedRequest::target).containsExactly("/7", "/8", "/9");
    }

    @Test
    void recordsFewerRequestsWithLongDiagnoses() {
        RequestLog log = new RequestLog();
        String diagnosis = "x".repeat(RequestLog.MAX_CHARACTERS / 4);
        for (int i = 0; i < 10; i++) {
            log.add(new RecordedRequest("GET", "/" + i, Map.of(), 403), Instant.EPOCH, "AccessDenied", diagnosis);
        }
        assertThat(log.all()).extracting(RecordedRequest::target).containsExactly("/7", "/8", "/9");
    }

    @Test
    void recordsFewerRequestsWithManyHeaders() {
        RequestLog log = new RequestLog();
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            headers.put("a" + i, List.of(""));
        }
        RecordedRequest request = new RecordedRequest("GET", "/", headers, 200);
        for (int i = 0; i < RequestLog.CAPACITY; i++) {
            log.add(request, Instant.EPOCH, null, null);
        }
        int recorded =
                log.all().stream().mapToInt(each -> each.headers().size()).sum();
        assertThat(recorded).isBetween(500, 100_000);
    }

    @Test
    void readsAndWritesObjectsWithoutRequests() {
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
            server.putObject("demo", "k.txt", CONTENT);
            assertThat(server.objectBytes("demo", "k.txt")).isEqualTo(CONTENT);
            assertThatThrownBy(() -> server.objectBytes("demo", "missing"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("key: must exist in bucket demo, was missing");
            assertThatThrownBy(() -> server.putObject("missing", "k", CONTENT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("bucket: must exist, was missing");
            assertThatThrownBy(() -> server.putObject("demo", "/k", CONTENT))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void rejectsInvalidSettings() {
        assertRefused(builder -> builder.port(65_536), "port: must be 0 to 65535, was 65536");
        assertRefused(
                builder -> builder.region("oss-cn-hangzhou"),
                "region: must be a region id without the prefix oss-, like cn-hangzhou, was oss-cn-hangzhou");
        assertRefused(
                builder -> builder.bucket("De.mo"),
                "bucket: must be 3 to 63 lower-case letters, digits and hyphens,"
                        + " with a letter or digit at both ends, was De.mo");
        assertRefused(
                builder -> builder.accessKey("a b", "secret"),
                "accessKey: must be an id of letters, digits, dots, hyphens and underscores, was a b");
        assertRefused(
                builder -> builder.accessKey("id", " "), "accessKey: must be a secret that is not blank, was blank");
        assertRefused(
                builder -> builder.baseHost("localhost:80"),
                "baseHost: must be a host name without a port, was localhost:80");
    }

    private static void assertRefused(Function<OssDevServerBuilder, OssDevServerBuilder> setting, String message) {
        assertThatThrownBy(() -> setting.apply(OssDevServer.builder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void takenPortIsReported() {
        try (OssDevServer server = OssDevServer.builder().start()) {
            assertThatThrownBy(() ->
                            OssDevServer.builder().port(server.port()).start().close())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("cannot start on port " + server.port() + ": ");
        }
    }

    @Test
    void builderStartsIndependentServers() {
        OssDevServerBuilder builder = OssDevServer.builder().bucket("demo");
        try (OssDevServer one = builder.start();
                OssDevServer other = builder.region("cn-beijing").start()) {
            one.putObject("demo", "k", CONTENT);
            assertThat(one.region()).isEqualTo("cn-hangzhou");
            assertThatThrownBy(() -> other.objectBytes("demo", "k")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void gracefulStopFinishesDownloadAndAbruptStopDoesNot() throws Exception {
        byte[] large = new byte[16_000_000];
        for (Duration patience : List.of(Duration.ofSeconds(30), Duration.ZERO)) {
            OssDevServer server = OssDevServer.builder().bucket("demo").start();
            server.putObject("demo", "large", large);
            URI url = SignedUrl.of(server, "GET", "demo", "large").v4();
            try (RawConnection connection = new RawConnection(server)) {
                connection
                        .send(RawConnection.head("GET", url) + "Connection: close\r\n\r\n")
                        .receiveUntil("\r\n\r\n");
                CompletableFuture<Void> stop =
                        CompletableFuture.runAsync(() -> server.close(patience), task -> new Thread(task).start());
                if (patience.isZero()) {
                    stop.join();
                    assertThatThrownBy(() -> assertThat(connection.receiveAll()).hasSize(large.length))
                            .isInstanceOfAny(AssertionError.class, IOException.class);
                } else {
                    assertThat(connection.receiveAll()).hasSize(large.length);
                    stop.join();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..",
                ".",
                "a/../b",
                "a/./b",
                "../x",
                "..%2Fx",
                "a//b",
                "a/",
                "\u0000",
                "C:\\x",
                "con",
                "a\\..\\b",
                "~",
                ".staging"
            })
    void noKeyEscapesRootDirectory(String key, @TempDir Path directory) throws Exception {
        Path root = Files.createDirectory(directory.resolve("root"));
        try (OssDevServer server =
                OssDevServer.builder().root(root).bucket("demo").start()) {
            URI url = SignedUrl.of(server, "PUT", "demo", key).v4();
            // The client library would normalize the path, so the request is sent by hand.
            try (RawConnection connection = new RawConnection(server)) {
                assertThat(connection
                                .send(RawConnection.head("PUT", url) + "Content-Length: 7\r\n"
                                        + "Connection: close\r\n\r\ncontent")
                                .receiveAll())
                        .startsWith("HTTP/1.1 200 ");
            }
            assertThat(server.objectBytes("demo", key)).isEqualTo(CONTENT);
        }
        try (var outside = Files.list(directory)) {
            assertThat(outside).containsExactly(root);
        }
        try (var inside = Files.list(root.resolve("demo"))) {
            assertThat(inside.map(file -> file.getFileName().toString()))
                    .hasSize(3)
                    .allMatch(name -> name.matches("bucket\\.properties|[0-9a-f-]+\\.(null\\.object|content)"));
        }
    }

    @Test
    void noBucketEscapesRootDirectory(@TempDir Path directory) throws Exception {
        Path root = Files.createDirectory(directory.resolve("root"));
        Files.createDirectory(directory.resolve("outside"));
        try (OssDevServer server =
                OssDevServer.builder().root(root).bucket("demo").start()) {
            for (String bucket : new String[] {"..", "../outside", ".staging", "%2e%2e"}) {
                URI url = SignedUrl.of(server, "PUT", bucket, "k").v4();
                try (RawConnection connection = new RawConnection(server)) {
                    assertThat(connection
                                    .send("PUT " + url.getRawPath().replace("../o", "..%2Fo") + "?"
                                            + url.getRawQuery()
                                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                                            + "Connection: close\r\n\r\n")
                                    .receiveAll())
                            .matches("(?s)HTTP/1.1 4.*");
                }
            }
        }
        try (var files = Files.list(directory.resolve("outside"))) {
            assertThat(files).isEmpty();
        }
    }
}
