// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compresses objects of compressible types for clients that accept it. */
class CompressionTest {

    private static final byte[] TEXT = "All work and no play. ".repeat(10_000).getBytes(UTF_8);

    @AutoClose
    private static OssDevServer server;

    @BeforeAll
    static void start() {
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "large.txt", TEXT);
        server.putObject("demo", "enough.json", new byte[1024]);
        server.putObject("demo", "small.txt", new byte[1023]);
        server.putObject("demo", "photo.jpg", TEXT);
        Http.put(SignedUrl.of(server, "PUT", "demo", "encoded.txt").v4(), TEXT, "Content-Encoding", "identity");
    }

    private static Http.Response get(String key, String... headers) {
        return Http.get(SignedUrl.of(server, "GET", "demo", key).v4(), headers);
    }

    private static byte[] decompressed(Http.Response response) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(response.bytes())).readAllBytes();
    }

    @Test
    void headersDescribeUncompressedContent() throws Exception {
        Http.Response plain = get("large.txt");
        Http.Response compressed = get("large.txt", "Accept-Encoding", "gzip");
        compressed.assertStatus(200);
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(compressed.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(compressed.response().headers().map()).doesNotContainKeys("Content-Length", "ETag", "Accept-Ranges");
        for (String name : new String[] {"Content-MD5", "x-oss-hash-crc64ecma", "Last-Modified", "Content-Type"}) {
            assertThat(compressed.header(name)).as(name).isNotEmpty().isEqualTo(plain.header(name));
        }
        assertThat(compressed.bytes()).hasSizeLessThan(TEXT.length / 10);
        assertThat(decompressed(compressed)).isEqualTo(TEXT);
        assertThat(plain.bytes()).isEqualTo(TEXT);
    }

    @Test
    void connectionStaysOpenAfterCompressedResponse() throws Exception {
        String url = SignedUrl.of(server, "GET", "demo", "enough.json").v4().toString();
        String request = "GET " + url.substring(server.endpoint().toString().length())
                + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n";
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(request + "\r\n").receiveUntil("\r\n0\r\n\r\n");
            assertThat(connection.send(request + "Connection: close\r\n\r\n").receiveAll())
                    .startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @ParameterizedTest(name = "{0} with Accept-Encoding: {1}")
    @CsvSource({
        "enough.json, gzip, true",
        "large.txt, 'deflate, GZIP;q=0.5', true",
        "large.txt, 'gzip ; q=0', false",
        "large.txt, gzip;q=0.000, false",
        "large.txt, identity, false",
        "large.txt, '*', false",
        "small.txt, gzip, false",
        "photo.jpg, gzip, false",
        "encoded.txt, gzip, false",
    })
    void compressesByTypeSizeAndAcceptEncoding(String key, String acceptEncoding, boolean compressed) {
        Http.Response response = get(key, "Accept-Encoding", acceptEncoding);
        response.assertStatus(200);
        assertThat(response.header("Content-Encoding").equals("gzip")).isEqualTo(compressed);
        assertThat(response.header("ETag").isEmpty()).isEqualTo(compressed);
    }

    @Test
    void compressionDependsOnContentTypeOfResponse() {
        assertThat(Http.get(
                                SignedUrl.of(server, "GET", "demo", "photo.jpg")
                                        .parameter("response-content-type", "text/plain; charset=utf-8")
                                        .v4(),
                                "Accept-Encoding",
                                "gzip")
                        .header("Content-Encoding"))
                .isEqualTo("gzip");
        Http.Response encoded = Http.get(
                SignedUrl.of(server, "GET", "demo", "large.txt")
                        .parameter("response-content-encoding", "br")
                        .v4(),
                "Accept-Encoding",
                "gzip");
        assertThat(encoded.header("Content-Encoding")).isEqualTo("br");
        assertThat(encoded.bytes()).isEqualTo(TEXT);
    }

    @Test
    void rangesAreNotCompressed() {
        Http.Response range = get("large.txt", "Accept-Encoding", "gzip", "Range", "bytes=0-4999");
        range.assertStatus(206);
        assertThat(range.header("Content-Encoding")).isEmpty();
        assertThat(range.bytes()).hasSize(5000);
    }

    @ParameterizedTest(name = "{0} with Accept-Encoding: {1}")
    @CsvSource({
        "large.txt, gzip, true",
        "large.txt, identity, false",
        "small.txt, gzip, false",
        "photo.jpg, gzip, false"
    })
    void headResponseAnnouncesCompressionOrLengthOfObject(String key, String acceptEncoding, boolean announced) {
        URI url = SignedUrl.of(server, "HEAD", "demo", key).v4();
        Http.Response head = Http.head(url, "Accept-Encoding", acceptEncoding);
        assertThat(head.header("Content-Encoding")).isEqualTo(announced ? "gzip" : "");
        assertThat(head.header("Vary")).isEqualTo(announced ? "Accept-Encoding" : "");
        String length = Integer.toString(server.objectBytes("demo", key).length);
        assertThat(head.header("Content-Length")).isEqualTo(announced ? "" : length);
    }

    @Test
    void cutFaultTruncatesCompressedBody() {
        server.inject(new Fault.CutBodyAfter(20));
        Http.Response cut = get("large.txt", "Accept-Encoding", "gzip");
        assertThat(cut.bytes()).hasSize(20);
        assertThatThrownBy(() -> decompressed(cut)).isInstanceOf(EOFException.class);
        server.inject(new Fault.LyingLength(5));
        assertThat(get("large.txt", "Accept-Encoding", "gzip").header("Content-Length"))
                .isEmpty();
    }
}
