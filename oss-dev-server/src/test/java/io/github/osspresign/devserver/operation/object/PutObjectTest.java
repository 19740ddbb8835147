// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.RawConnection;
import io.github.osspresign.devserver.SettableClock;
import io.github.osspresign.devserver.SignedUrl;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PutObject. */
class PutObjectTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .clock(new SettableClock("2026-03-10T12:00:00Z"))
            .start();

    private SignedUrl url(String method, String key) {
        return SignedUrl.of(server, method, "demo", key).signedAt(NOON);
    }

    @Test
    void forbidOverwriteIsCheckedBeforeBodyIsSent() throws Exception {
        server.putObject("demo", "k", CONTENT);
        URI url = url("PUT", "k").header("x-oss-forbid-overwrite", "true").v4();
        try (RawConnection connection = new RawConnection(server)) {
            assertThat(connection
                            .send(RawConnection.head("PUT", url) + "x-oss-forbid-overwrite: true\r\n"
                                    + "Content-Length: 1000\r\n\r\n")
                            .receiveUntil("</Error>"))
                    .contains("<Code>FileAlreadyExists</Code>");
        }
    }

    @Test
    void acceptsChunkedBodyAndRejectsBodyWithoutLength() throws Exception {
        Http.send(
                        "PUT",
                        url("PUT", "k").v4(),
                        HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(CONTENT)))
                .assertStatus(200);
        assertThat(server.objectBytes("demo", "k")).isEqualTo(CONTENT);

        URI url = url("PUT", "k").v4();
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send(RawConnection.head("PUT", url) + "Connection: close\r\n\r\n")
                    .receiveAll();
            assertThat(response).startsWith("HTTP/1.1 411 ").contains("<Code>MissingContentLength</Code>");
        }
    }

    @Test
    void incompleteBodyKeepsOldObject() throws Exception {
        server.putObject("demo", "k", CONTENT);
        URI url = url("PUT", "k").v4();
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send(RawConnection.head("PUT", url) + "Content-Length: 100\r\n\r\nonly this")
                    .finish()
                    .receiveAll();
            assertThat(response).startsWith("HTTP/1.1 400 ").contains("<Code>RequestTimeout</Code>");
        }
        assertThat(server.objectBytes("demo", "k")).isEqualTo(CONTENT);
    }

    @Test
    void rejectsMoreThanFiveGibibytesBeforeTheyAreSent() throws Exception {
        URI url = url("PUT", "k").v4();
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send(RawConnection.head("PUT", url) + "Content-Length: 5368709121\r\n\r\n")
                    .receiveUntil("</Error>");
            assertThat(response).startsWith("HTTP/1.1 400 ").contains("<Code>EntityTooLarge</Code>");
        }
    }

    @ParameterizedTest
    @CsvSource({"x-oss-storage-class, Standard, none", "x-oss-object-acl, private, public-read"})
    void uploadWithTwoStorageClassesOrAclsStoresNothing(String name, String one, String other) {
        String both = one + "," + other;
        URI url = url("PUT", "two").header(name, both).v4();
        Http.Response response = Http.put(url, new byte[0], name, one, name, other);
        response.assertStatus(400);
        assertThat(response.element("ArgumentValue")).isEqualTo(both);
        url("GET", "two").send().assertStatus(404);
    }

    @Test
    void acceptsRawUtf8InSignedHeaders() throws Exception {
        URI url = url("PUT", "k").header("x-oss-meta-name", "中文").v4();
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send(RawConnection.head("PUT", url) + "Connection: close\r\nx-oss-meta-name: 中文\r\n"
                            + "Content-Length: 0\r\n\r\n")
                    .receiveAll();
            assertThat(response).startsWith("HTTP/1.1 200 ");
        }
        try (RawConnection connection = new RawConnection(server)) {
            URI get = url("GET", "k").v4();
            assertThat(connection
                            .send(RawConnection.head("GET", get) + "Connection: close\r\n\r\n")
                            .receiveAll())
                    .contains("x-oss-meta-name: 中文");
        }
    }
}
