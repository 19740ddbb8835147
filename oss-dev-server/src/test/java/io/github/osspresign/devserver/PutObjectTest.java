// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.rules.Assumption;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PutObject. */
class PutObjectTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final String MD5 = "mgNkuembtIDdJeHwKEyFVQ==";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .clock(new SettableClock("2026-03-10T12:00:00Z"))
            .start();

    private SignedUrl url(String method, String key) {
        return SignedUrl.of(server, method, "demo", key).signedAt(NOON);
    }

    @Test
    void putObjectReturnsChecksums() {
        Http.Response response = url("PUT", "k").send(CONTENT);
        response.assertStatus(200);
        assertThat(response.header("ETag")).isEqualTo("\"9A0364B9E99BB480DD25E1F0284C8555\"");
        assertThat(response.header("Content-MD5")).isEqualTo(MD5);
        assertThat(response.header("x-oss-hash-crc64ecma")).isEqualTo("8883282091546349020");
        assertThat(response.header("Content-Length")).isEqualTo("0");
    }

    @Test
    void putObjectStoresHeadersAndMetadata() {
        String[] headers = {
            "Cache-Control", "no-cache",
            "Content-Disposition", "attachment; filename=x",
            "Content-Encoding", "identity",
            "Content-Language", "zh",
            "Content-Type", "text/x-odd",
            "Expires", "Wed, 11 Mar 2026 12:00:00 GMT",
            "x-oss-meta-author", "alice",
            "x-oss-storage-class", "IA"
        };
        url("PUT", "k").headers(headers).send(CONTENT).assertStatus(200);
        Http.Response response = url("GET", "k").send();
        for (int i = 0; i < headers.length; i += 2) {
            assertThat(response.header(headers[i])).as(headers[i]).isEqualTo(headers[i + 1]);
        }
        assertThat(response.header("Last-Modified")).isEqualTo("Tue, 10 Mar 2026 12:00:00 GMT");
        assertThat(response.header("x-oss-object-type")).isEqualTo("Normal");
        assertThat(response.header("Accept-Ranges")).isEqualTo("bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b.txt, text/plain",
        "b.JPG, image/jpeg",
        "archive.tar.gz, application/gzip",
        "none, application/octet-stream"
    })
    void contentTypeIsByExtensionOnlyIfAssumed(String key, String contentType) {
        url("PUT", key).send(CONTENT);
        assertThat(url("GET", key).send().header("Content-Type")).isEqualTo("application/octet-stream");
        try (OssDevServer assuming = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.MISSING_TYPE_IS_BY_EXTENSION, true)
                .start()) {
            SignedUrl.of(assuming, "PUT", "demo", key).send(CONTENT);
            assertThat(SignedUrl.of(assuming, "GET", "demo", key).send().header("Content-Type"))
                    .isEqualTo(contentType);
        }
    }

    @Test
    void objectStoredWithoutRequestHasTypeOfExtension() {
        server.putObject("demo", "b.JPG", CONTENT);
        assertThat(url("GET", "b.JPG").send().header("Content-Type")).isEqualTo("image/jpeg");
    }

    @Test
    void wrongContentMd5KeepsOldObject() {
        URI right = url("PUT", "k").header("Content-MD5", MD5).v4();
        Http.put(right, CONTENT, "Content-MD5", MD5).assertStatus(200);
        Http.put(right, "other".getBytes(UTF_8), "Content-MD5", MD5).assertError(400, "InvalidDigest");
        assertThat(server.objectBytes("demo", "k")).isEqualTo(CONTENT);
    }

    @Test
    void forbidOverwriteKeepsOldObject() {
        URI url = url("PUT", "k").header("x-oss-forbid-overwrite", "true").v4();
        Http.put(url, CONTENT, "x-oss-forbid-overwrite", "true").assertStatus(200);
        Http.put(url, new byte[1], "x-oss-forbid-overwrite", "true").assertError(409, "FileAlreadyExists");
        assertThat(server.objectBytes("demo", "k")).isEqualTo(CONTENT);
        url("PUT", "k").send(new byte[1]).assertStatus(200);
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

    @Test
    void keysHave1To1023BytesAndDoNotStartWithSlash() {
        String longest = "中".repeat(341);
        url("PUT", longest).send(CONTENT).assertStatus(200);
        for (String key : new String[] {longest + "a", "/leading", "\\leading"}) {
            Http.Response response = url("PUT", key).send(CONTENT);
            assertThat(response.status()).as(key).isEqualTo(400);
            assertThat(response.element("Code")).isEqualTo("InvalidObjectName");
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
    void errorNamesMissingBucket() {
        Http.Response missing =
                SignedUrl.of(server, "PUT", "missing", "k").signedAt(NOON).send(CONTENT);
        missing.assertError(404, "NoSuchBucket");
        assertThat(missing.element("BucketName")).isEqualTo("missing");
        assertThat(missing.element("EC")).isEqualTo("0015-00000101");
        SignedUrl.of(server, "PUT", "In.valid", "k")
                .signedAt(NOON)
                .send(CONTENT)
                .assertError(400, "InvalidBucketName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"819199", "838860801", "fast"})
    void rejectsTrafficLimitOutOfRange(String limit) {
        Http.Response response =
                url("PUT", "k").parameter("x-oss-traffic-limit", limit).send(CONTENT);
        response.assertStatus(400);
        assertThat(response.element("ArgumentValue")).isEqualTo(limit);
        url("PUT", "k").parameter("x-oss-traffic-limit", "819200").send(CONTENT).assertStatus(200);
    }

    @Test
    void acceptsAtMostEightKilobytesOfUserMetadata() {
        String fits = "v".repeat(8192 - "x-oss-meta-name".length());
        url("PUT", "k").header("x-oss-meta-name", fits).send(CONTENT).assertStatus(200);
        String tooLong = fits + "v";
        url("PUT", "k").header("x-oss-meta-name", tooLong).send(CONTENT).assertError(400, "InvalidArgument");
        url("PUT", "k").header("x-oss-meta-a_b", "v").send(CONTENT).assertStatus(400);
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
