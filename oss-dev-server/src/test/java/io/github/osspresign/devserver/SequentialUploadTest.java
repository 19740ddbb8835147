// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The parts of a sequential upload arrive in the order of their numbers, and the object has a Content-MD5. */
class SequentialUploadTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);
    private static final String MD5 = "mgNkuembtIDdJeHwKEyFVQ==";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    private final Multipart multipart = new Multipart(server);

    private String initiate() {
        Http.Response response = multipart.send("POST", "k", "uploads&sequential", new byte[0]);
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        return response.element("UploadId");
    }

    private static void assertNotSequential(Http.Response response) {
        assertThat(response.status()).as(response.text()).isEqualTo(400);
        assertThat(response.element("Code")).isEqualTo("PartNotSequential");
    }

    private Http.Response get(String key) {
        return SignedUrl.of(server, "GET", "demo", key).send();
    }

    @Test
    void objectOfSequentialUploadHasContentMd5() {
        String id = initiate();
        multipart.upload("k", id, 1, CONTENT).assertStatus(200);
        multipart.completeAll("k", id).assertStatus(200);
        assertThat(get("k").header("Content-MD5")).isEqualTo(MD5);
        assertThat(get("k").header("x-oss-object-type")).isEqualTo("Multipart");
        multipart.send("PUT", "link", "symlink", new byte[0], "x-oss-symlink-target", "k");
        assertThat(get("link").header("Content-MD5")).isEqualTo(MD5);
        multipart.send("PUT", "copy", "x-id", new byte[0], "x-oss-copy-source", "/demo/k");
        assertThat(get("copy").header("Content-MD5")).isEqualTo(MD5);
    }

    @Test
    void partOutOfOrderIsRefused() {
        String id = initiate();
        assertNotSequential(multipart.upload("k", id, 2, CONTENT));
        multipart.upload("k", id, 1, CONTENT).assertStatus(200);
        assertNotSequential(multipart.upload("k", id, 3, CONTENT));
        assertNotSequential(multipart.upload("k", id, 1, CONTENT));
        server.putObject("demo", "source", CONTENT);
        String[] copy = {"x-oss-copy-source", "/demo/source"};
        assertNotSequential(multipart.upload("k", id, 3, new byte[0], copy));
        multipart.upload("k", id, 2, new byte[0], copy).assertStatus(200);
        assertThat(multipart.list("k", id).text()).contains("<PartNumber>2</PartNumber>");
    }

    @Test
    void otherUploadTakesPartsInAnyOrderAndHasNoContentMd5() {
        String id = multipart.initiate("k");
        multipart.upload("k", id, 2, CONTENT).assertStatus(200);
        multipart.completeAll("k", id).assertStatus(200);
        assertThat(get("k").header("Content-MD5")).isEmpty();
    }
}
