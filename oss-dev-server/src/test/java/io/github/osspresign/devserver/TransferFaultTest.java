// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.request.RecordedRequest;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults of speed, length, headers and connection in downloads. */
class TransferFaultTest {

    private static final byte[] CONTENT = "0123456789".repeat(4_000).getBytes(UTF_8);

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "k", CONTENT);
    }

    private URI url() {
        return SignedUrl.of(server, "GET", "demo", "k").v4();
    }

    private String request() {
        return RawConnection.head("GET", url()) + "\r\n";
    }

    private static long millisSince(long started) {
        return (System.nanoTime() - started) / 1_000_000;
    }

    @Test
    void stallSendsFirstBytesAtOnceAndRestAfterPause() throws Exception {
        Duration pause = Duration.ofSeconds(2);
        server.inject(new Fault.StallAfter(20_000, pause));
        long started = System.nanoTime();
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(request()).receiveUntil("\r\n\r\n" + new String(CONTENT, 0, 20_000, UTF_8));
            assertThat(millisSince(started)).isLessThan(pause.toMillis());
            connection.receiveUntil(new String(CONTENT, 20_000, CONTENT.length - 20_000, UTF_8));
            assertThat(millisSince(started)).isGreaterThanOrEqualTo(pause.toMillis());
        }
    }

    @Test
    void slowDripIsSlowAndComplete() {
        server.inject(new Fault.SlowDrip(80_000));
        long started = System.nanoTime();
        assertThat(Http.get(url()).bytes()).isEqualTo(CONTENT);
        assertThat(millisSince(started)).isGreaterThanOrEqualTo(490);
    }

    @Test
    void wrongContentRangeIsSentOnlyWithARange() {
        server.inject(new Fault.WrongContentRange("bytes 7-8/9"), 2);
        Http.Response whole = Http.get(url());
        whole.assertStatus(200);
        assertThat(whole.header("Content-Range")).isEmpty();
        Http.Response part = Http.get(url(), "Range", "bytes=1-2");
        part.assertStatus(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 7-8/9");
        assertThat(part.text()).isEqualTo("12");
    }

    @Test
    void lyingLengthAnnouncesMoreOrLessThanTheObject() throws Exception {
        server.inject(new Fault.LyingLength(3));
        try (RawConnection connection = new RawConnection(server)) {
            assertThat(connection.send(request()).receiveAll())
                    .contains("Content-Length: 40003\r\n")
                    .endsWith("\r\n\r\n" + new String(CONTENT, UTF_8));
        }
        server.inject(new Fault.LyingLength(-3));
        try (RawConnection connection = new RawConnection(server)) {
            assertThat(connection.send(request()).receiveAll())
                    .contains("Content-Length: 39997\r\n")
                    .endsWith("\r\n\r\n" + new String(CONTENT, 0, 39_997, UTF_8));
        }
        assertThat(Http.get(url()).bytes()).isEqualTo(CONTENT);
    }

    @Test
    void duplicateHeaderIsSentNextToCorrectHeader() {
        server.inject(new Fault.DuplicateHeader("ETag", "\"other\""));
        Http.Response response = Http.get(url());
        assertThat(response.response().headers().allValues("ETag")).hasSize(2).endsWith("\"other\"");
        assertThat(response.bytes()).isEqualTo(CONTENT);
    }

    @Test
    void changedObjectHasNewEtagAndFailsIfMatchOfOldEtag() {
        String old = Http.get(url()).header("ETag");
        server.inject(
                new Fault.ChangedObject("\"NEW\""), request -> request.headers().containsKey("Range"));
        assertThat(Http.get(url()).header("ETag")).isEqualTo(old);
        Http.Response part = Http.get(url(), "Range", "bytes=10-");
        part.assertStatus(206);
        assertThat(part.header("ETag")).isEqualTo("\"NEW\"");
        Http.get(url(), "Range", "bytes=10-", "If-Match", old).assertError(412, "PreconditionFailed");
        Http.get(url(), "Range", "bytes=10-", "If-Match", "\"NEW\"").assertStatus(206);
    }

    @Test
    void expiredEarlyIsErrorOfExpiredLink() {
        server.inject(new Fault.ExpiredEarly(), 2);
        Http.Response v4 = Http.get(url());
        v4.assertError(403, "AccessDenied");
        assertThat(v4.element("Message")).isEqualTo("Request has expired.");
        assertThat(v4.header("x-oss-ec")).isEqualTo("0002-00000236");
        Http.Response v1 = Http.get(SignedUrl.of(server, "GET", "demo", "k").v1());
        assertThat(v1.header("x-oss-ec")).isEqualTo("0002-00000069");
        Http.get(url()).assertStatus(200);
    }

    @Test
    void connectionResetSendsNoResponseAndIsRecorded() throws Exception {
        server.inject(new Fault.ConnectionReset(), 2);
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(request());
            assertThatThrownBy(connection::receiveAll).isInstanceOf(SocketException.class);
        }
        assertThat(server.requests())
                .singleElement()
                .extracting(RecordedRequest::status)
                .isEqualTo(0);
        URI put = SignedUrl.of(server, "PUT", "demo", "new").v4();
        assertThatThrownBy(() -> Http.put(put, CONTENT)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> server.objectBytes("demo", "new")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Http.get(url()).bytes()).isEqualTo(CONTENT);
    }
}
