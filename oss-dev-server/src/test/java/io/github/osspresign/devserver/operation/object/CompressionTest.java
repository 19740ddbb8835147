// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.RawConnection;
import io.github.osspresign.devserver.SignedUrl;
import io.github.osspresign.devserver.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    @Test
    void rangesAreNotCompressed() {
        Http.Response range = get("large.txt", "Accept-Encoding", "gzip", "Range", "bytes=0-4999");
        range.assertStatus(206);
        assertThat(range.header("Content-Encoding")).isEmpty();
        assertThat(range.bytes()).hasSize(5000);
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
