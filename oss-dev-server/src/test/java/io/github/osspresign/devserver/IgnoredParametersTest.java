// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters and headers that official clients send without an effect. */
class IgnoredParametersTest {

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    private final Multipart multipart = new Multipart(server);

    @BeforeEach
    void putObject() {
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    private Http.Response send(String method, String parameters, String... headers) {
        return multipart.send(method, "k", parameters, new byte[0], headers);
    }

    @ParameterizedTest
    @CsvSource({"PUT, '&partNumber=1', 200", "DELETE, '', 204"})
    void sequentialIsIgnoredAfterTheStartOfAnUpload(String method, String more, int status) {
        String id = multipart.initiate("k");
        send(method, "sequential&uploadId=" + id + more).assertStatus(status);
    }

    @Test
    void sequentialIsIgnoredAtCompletion() {
        String id = multipart.initiate("k");
        multipart.upload("k", id, 1, "part".getBytes(UTF_8));
        send("POST", "sequential&uploadId=" + id, "x-oss-complete-all", "yes").assertStatus(200);
        assertThat(server.objectBytes("demo", "k")).isEqualTo("part".getBytes(UTF_8));
    }

    @Test
    void versionIsIgnoredAtStartOfUploadAndForCopyOfPart() {
        Http.Response started = send("POST", "uploads&versionId=null");
        assertThat(started.status()).as(started.text()).isEqualTo(200);
        Http.Response copied = send(
                "PUT",
                "partNumber=1&versionId=null&uploadId=" + started.element("UploadId"),
                "x-oss-copy-source",
                "/demo/k");
        assertThat(copied.status()).as(copied.text()).isEqualTo(200);
    }

    @Test
    void deletionWithSymlinkDeletesTheLink() {
        send("PUT", "symlink", "x-oss-symlink-target", "target");
        send("DELETE", "symlink&versionId=null").assertStatus(204);
        send("GET", "symlink").assertStatus(404);
    }

    @Test
    void dateIsIgnoredAtStartOfUpload() {
        String date = "Fri, 24 Feb 2012 06:38:30 GMT";
        send("POST", "uploads", "If-Modified-Since", date).assertStatus(200);
        assertThat(send("POST", "uploads", "If-Match", "\"a\"").element("Code")).isEqualTo("NotImplemented");
        assertThat(send("PUT", "x-any", "If-Modified-Since", date).element("Code"))
                .isEqualTo("NotImplemented");
    }

    @Test
    void accountHasNoAccessPoints() {
        Http.Response list = SignedUrl.ofService(server, "GET")
                .parameter("accessPoint", "")
                .parameter("max-keys", "10")
                .send();
        list.assertStatus(200);
        assertThat(list.text())
                .contains("<IsTruncated>false</IsTruncated>", "<AccessPoints></AccessPoints></ListAccessPointsResult>");
    }

    /** Here they would have an effect. */
    @ParameterizedTest
    @CsvSource({"PUT, versionId=null", "PUT, sequential", "GET, sequential", "HEAD, symlink", "POST, uploads&symlink"})
    void sameParametersAreRefusedElsewhere(String method, String parameters) {
        send(method, parameters).assertStatus(501);
        assertThat(server.objectBytes("demo", "k")).isEqualTo("content".getBytes(UTF_8));
    }
}
