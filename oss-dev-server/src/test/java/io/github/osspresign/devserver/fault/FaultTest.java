// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.RawConnection;
import io.github.osspresign.devserver.SignedUrl;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each fault does to a response, and which requests it applies to. */
class FaultTest {

    private static final byte[] CONTENT = "0123456789".repeat(10_000).getBytes(UTF_8);

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

    private String rawGet() throws Exception {
        URI url = url();
        try (RawConnection connection = new RawConnection(server)) {
            return connection.send(RawConnection.head("GET", url) + "\r\n").receiveAll();
        }
    }

    @Test
    void cutBodyAnnouncesWholeLengthAndSendsGivenBytes() throws Exception {
        for (long bytes : new long[] {0, 1, 50_000, CONTENT.length - 1}) {
            server.inject(new Fault.CutBodyAfter(bytes));
            String response = rawGet();
            assertThat(response).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + CONTENT.length + "\r\n");
            assertThat(response.substring(response.indexOf("\r\n\r\n") + 4)).hasSize((int) bytes);
        }
        server.inject(new Fault.CutBodyAfter(5));
        assertThatThrownBy(() -> Http.get(url())).isInstanceOf(UncheckedIOException.class);
        assertThat(Http.get(url()).bytes()).isEqualTo(CONTENT);
    }

    @Test
    void cutBodyBeyondEndChangesNothing() {
        server.inject(new Fault.CutBodyAfter(CONTENT.length));
        assertThat(Http.get(url()).bytes()).isEqualTo(CONTENT);
    }

    @Test
    void statusErrorReplacesResponse() {
        server.inject(new Fault.StatusError(
                503, "TotalQpsLimitExceeded", "Max total qps limit is exceeded.", Map.of("Retry-After", "2")));
        Http.Response response = SignedUrl.of(server, "PUT", "demo", "new").send(CONTENT);
        response.assertStatus(503);
        assertThat(response.header("Retry-After")).isEqualTo("2");
        assertThat(response.element("Code")).isEqualTo("TotalQpsLimitExceeded");
        assertThat(response.element("Message")).isEqualTo("Max total qps limit is exceeded.");
        assertThatThrownBy(() -> server.objectBytes("demo", "new")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wrongCrc64AndNoCrc64ChangeNothingElse() {
        String right = Http.get(url()).header("x-oss-hash-crc64ecma");
        server.inject(new Fault.WrongCrc64());
        Http.Response wrong = Http.get(url());
        assertThat(wrong.header("x-oss-hash-crc64ecma")).matches("[0-9]+").isNotEqualTo(right);
        assertThat(wrong.bytes()).isEqualTo(CONTENT);
        server.inject(new Fault.NoCrc64());
        Http.Response none = Http.get(url());
        assertThat(none.header("x-oss-hash-crc64ecma")).isEmpty();
        assertThat(none.bytes()).isEqualTo(CONTENT);
    }

    @Test
    void flippedByteChangesOneByteOfBody() {
        for (int offset : new int[] {0, 16_384, 70_000, CONTENT.length - 1}) {
            server.inject(new Fault.FlippedByte(offset));
            byte[] expected = CONTENT.clone();
            expected[offset] ^= 1;
            assertThat(Http.get(url()).bytes()).isEqualTo(expected);
        }
        server.inject(new Fault.FlippedByte(CONTENT.length));
        assertThat(Http.get(url()).bytes()).isEqualTo(CONTENT);
    }

    @Test
    void ignoredRangeReturnsWholeObjectEvenForSignedRange() {
        URI bound = SignedUrl.of(server, "GET", "demo", "k")
                .header("Range", "bytes=5-9")
                .additional("range")
                .v4();
        server.inject(new Fault.IgnoredRange());
        Http.Response response = Http.get(bound, "Range", "bytes=5-9");
        response.assertStatus(200);
        assertThat(response.bytes()).isEqualTo(CONTENT);
        Http.get(bound, "Range", "bytes=5-9").assertStatus(206);
    }

    @Test
    void redirectReturnsLocation() {
        server.inject(new Fault.Redirect("http://portal.example.com/login"));
        Http.Response response = Http.get(url());
        response.assertStatus(302);
        assertThat(response.header("Location")).isEqualTo("http://portal.example.com/login");
    }

    @Test
    void faultsApplyInOrderOnceSeveralTimesOrAlways() {
        server.inject(new Fault.StatusError(500, "First", ""));
        server.inject(new Fault.StatusError(502, "Second", ""), 2);
        server.injectAlways(new Fault.StatusError(503, "Always", ""));
        Http.get(url()).assertStatus(500);
        Http.get(url()).assertStatus(502);
        Http.get(url()).assertStatus(502);
        for (int i = 0; i < 5; i++) {
            Http.get(url()).assertStatus(503);
        }
        server.clearFaults();
        Http.get(url()).assertStatus(200);
    }

    @Test
    void faultsApplyToAndCountOnlyMatchingRequests() {
        server.putObject("demo", "other", CONTENT);
        server.inject(
                new Fault.StatusError(503, "Busy", ""),
                1,
                request -> request.target().startsWith("/demo/other"));
        server.inject(
                new Fault.StatusError(500, "Ranged", ""),
                request -> request.headers().containsKey("range"));
        Http.get(url()).assertStatus(200);
        URI other = SignedUrl.of(server, "GET", "demo", "other").v4();
        Http.get(other).assertStatus(503);
        Http.get(other).assertStatus(200);
        Http.get(url(), "Range", "bytes=0-1").assertStatus(500);
        Http.get(url(), "Range", "bytes=0-1").assertStatus(500);
    }

    @Test
    void faultsIgnoreRequestsWithWrongSignature() {
        server.inject(new Fault.StatusError(503, "Busy", ""));
        SignedUrl.of(server, "GET", "demo", "k")
                .accessKey(server.accessKeyId(), "wrong")
                .send()
                .assertStatus(403);
        Http.get(url()).assertStatus(503);
    }
}
