// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.Multipart.SMALLEST_PART;
import static io.github.osspresign.devserver.Multipart.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that keeps of each object only its size, checksums and headers. */
class DiscardContentTest {

    @AutoClose
    private final OssDevServer server =
            OssDevServer.builder().bucket("demo").discardContent().start();

    private final Multipart multipart = new Multipart(server);

    private Http.Response send(String method, String key) {
        return SignedUrl.of(server, method, "demo", key).send();
    }

    @Test
    void objectOfSeveralPartsHasItsSizeAndChecksum() {
        byte[] content = content(5, SMALLEST_PART + 7);
        String id = multipart.initiate("k");
        multipart.upload("k", id, 1, Arrays.copyOf(content, SMALLEST_PART));
        multipart.upload("k", id, 2, Arrays.copyOfRange(content, SMALLEST_PART, content.length));
        String crc64 = multipart.completeAll("k", id).header("x-oss-hash-crc64ecma");
        server.putObject("demo", "whole", content);
        assertThat(send("HEAD", "k").header("Content-Length")).isEqualTo("" + content.length);
        for (String key : new String[] {"k", "whole"}) {
            assertThat(send("HEAD", key).header("x-oss-hash-crc64ecma")).isEqualTo(crc64);
        }
    }

    @Test
    void objectHasItsHeadersAndNoContent() {
        Http.Response put = SignedUrl.of(server, "PUT", "demo", "k")
                .header("x-oss-meta-a", "1")
                .send(new byte[100]);
        Http.Response head = send("HEAD", "k");
        head.assertStatus(200);
        assertThat(head.header("Content-Length")).isEqualTo("100");
        assertThat(head.header("x-oss-meta-a")).isEqualTo("1");
        for (String name : new String[] {"ETag", "Content-MD5", "x-oss-hash-crc64ecma"}) {
            assertThat(head.header(name)).isNotEmpty().isEqualTo(put.header(name));
        }
        Http.Response get = send("GET", "k");
        get.assertError(501, "NotImplemented");
        assertThat(get.element("Message")).contains("keeps no content of objects");
        assertThatThrownBy(() -> server.objectBytes("demo", "k")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void copyIsRefusedAndCreatesNothing() {
        server.putObject("demo", "k", new byte[1]);
        Http.Response copy = SignedUrl.of(server, "PUT", "demo", "copy")
                .header("x-oss-copy-source", "/demo/k")
                .send();
        assertThat(copy.element("Code")).isEqualTo("NotImplemented");
        send("HEAD", "copy").assertStatus(404);
    }

    @Test
    void sequentialUploadHasNoContentMd5() {
        String id =
                multipart.send("POST", "k", "uploads&sequential", new byte[0]).element("UploadId");
        multipart.upload("k", id, 1, new byte[1]);
        multipart.completeAll("k", id).assertStatus(200);
        assertThat(send("HEAD", "k").header("Content-MD5")).isEmpty();
    }

    @Test
    void takesTwiceItsHeap() throws Exception {
        byte[] content = new byte[48 * 1024 * 1024];
        try (ChildProcess small = ChildProcess.server(24, "--discard-content")) {
            URI url = SignedUrl.at(small.endpoint(), "PUT", "demo", "k").v4();
            Http.put(url, content).assertStatus(200);
        }
    }

    @Test
    void directoryIsRefused(@TempDir Path directory) {
        OssDevServerBuilder both = OssDevServer.builder().discardContent().root(directory);
        assertThatThrownBy(both::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("discardContent: must not be set together with root");
    }
}
