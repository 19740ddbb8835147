// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.Multipart;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.PostForm;
import io.github.osspresign.devserver.SignedUrl;
import io.github.osspresign.devserver.rules.Assumption;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The header and parameter x-oss-traffic-limit. RateLimiterTest checks the exact speed. */
class TrafficLimitTest {

    private static final String LIMIT = "x-oss-traffic-limit";
    private static final String LOWEST = "819200";
    private static final byte[] CONTENT = new byte[100 * 1024];
    private static final Duration EXPECTED = Duration.ofSeconds(1);

    @AutoClose
    private static OssDevServer server;

    @BeforeAll
    static void start() {
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "k", CONTENT);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static URI url(String method, String limit) {
        return SignedUrl.of(server, method, "demo", "k").parameter(LIMIT, limit).v4();
    }

    @Test
    void trafficLimitParameterSlowsDownload() {
        long started = System.nanoTime();
        assertThat(Http.get(url("GET", LOWEST)).bytes()).isEqualTo(CONTENT);
        assertThat(since(started)).isGreaterThanOrEqualTo(EXPECTED);
    }

    @Test
    void trafficLimitHeaderSlowsDownload() {
        URI url = SignedUrl.of(server, "GET", "demo", "k").header(LIMIT, LOWEST).v4();
        long started = System.nanoTime();
        assertThat(Http.get(url, LIMIT, LOWEST, "Range", "bytes=0-51199").bytes())
                .hasSize(51_200);
        assertThat(since(started)).isGreaterThanOrEqualTo(EXPECTED.dividedBy(2));
    }

    @Test
    void trafficLimitSlowsUpload() {
        long started = System.nanoTime();
        SignedUrl.of(server, "PUT", "demo", "put")
                .parameter(LIMIT, LOWEST)
                .send(CONTENT)
                .assertStatus(200);
        assertThat(since(started)).isGreaterThanOrEqualTo(EXPECTED);
        assertThat(server.objectBytes("demo", "put")).isEqualTo(CONTENT);
    }

    @Test
    void lowestLimitIsASetting() {
        assertThat(Http.get(url("GET", "245760")).element("Code")).isEqualTo("InvalidArgument");
        try (OssDevServer other = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.LOWEST_TRAFFIC_LIMIT_IS_819200, false)
                .start()) {
            other.putObject("demo", "k", new byte[1]);
            SignedUrl url = SignedUrl.of(other, "GET", "demo", "k");
            Http.get(url.parameter(LIMIT, "245760").v4()).assertStatus(200);
            url = SignedUrl.of(other, "GET", "demo", "k");
            Http.get(url.parameter(LIMIT, "245759").v4()).assertStatus(400);
        }
    }

    @Test
    void responsesToLimitedRequestsNameTheirDelay() {
        String limit = "8192000";
        String delay = Long.toString(CONTENT.length * 8_000L / 8_192_000);
        SignedUrl put = SignedUrl.of(server, "PUT", "demo", "delayed").parameter(LIMIT, limit);
        assertThat(Http.put(put.v4(), CONTENT).header("x-oss-qos-delay-time")).isEqualTo(delay);
        assertThat(Http.get(url("GET", limit)).header("x-oss-qos-delay-time")).isEqualTo(delay);
        Multipart multipart = new Multipart(server);
        assertThat(multipart
                        .send("POST", "appended", "append&position=0&" + LIMIT + "=" + limit, CONTENT)
                        .header("x-oss-qos-delay-time"))
                .isEqualTo(delay);
        String id = multipart.initiate("parts");
        assertThat(multipart
                        .send("PUT", "parts", "partNumber=1&uploadId=" + id + "&" + LIMIT + "=" + limit, CONTENT)
                        .header("x-oss-qos-delay-time"))
                .isEqualTo(delay);
        assertThat(PostForm.to(server)
                        .field("key", "form")
                        .field(LIMIT, limit)
                        .signedV4()
                        .file("", "x".repeat(10_240))
                        .send()
                        .header("x-oss-qos-delay-time"))
                .isEqualTo("10");
        assertThat(SignedUrl.of(server, "GET", "demo", "k").send().header("x-oss-qos-delay-time"))
                .isEmpty();
    }

    @Test
    void trafficLimitDoesNotSlowOtherRequests() {
        CompletableFuture<Http.Response> slow =
                CompletableFuture.supplyAsync(() -> Http.get(url("GET", "819201")), task -> new Thread(task).start());
        while (server.requests().stream().noneMatch(request -> request.target().contains(LIMIT + "=819201"))) {
            Thread.onSpinWait();
        }
        assertThat(Http.get(url("GET", "838860800")).bytes()).isEqualTo(CONTENT);
        assertThat(SignedUrl.of(server, "GET", "demo", "k").send().bytes()).isEqualTo(CONTENT);
        assertThat(slow.isDone()).isFalse();
        assertThat(slow.join().bytes()).isEqualTo(CONTENT);
    }
}
