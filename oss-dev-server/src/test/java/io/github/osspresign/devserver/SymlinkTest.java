// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Symbolic links. */
class SymlinkTest {

    private static final String TARGET = "x-oss-symlink-target";

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "目标 +.html", "content".getBytes(UTF_8));
    }

    private Http.Response link(String key, String target, String... more) {
        return SignedUrl.of(server, "PUT", "demo", key)
                .parameter("symlink", "")
                .header(TARGET, target)
                .headers(more)
                .send();
    }

    private Http.Response get(String key) {
        return SignedUrl.of(server, "GET", "demo", key).send();
    }

    private Http.Response getLink(String key) {
        return SignedUrl.of(server, "GET", "demo", key).parameter("symlink", "").send();
    }

    @Test
    void symbolicLinkHasContentOfTargetAndOwnHeaders() {
        link("link.txt", "%E7%9B%AE%E6%A0%87%20%2B.html", "x-oss-meta-a", "1").assertStatus(200);
        Http.Response target = get("目标 +.html");
        for (Http.Response response : new Http.Response[] {
            get("link.txt"), SignedUrl.of(server, "HEAD", "demo", "link.txt").send()
        }) {
            response.assertStatus(200);
            assertThat(response.header("Content-Length")).isEqualTo("7");
            assertThat(response.header("ETag")).isEqualTo(target.header("ETag"));
            assertThat(response.header("Content-MD5")).isEqualTo(target.header("Content-MD5"));
            assertThat(response.header("x-oss-hash-crc64ecma")).isEqualTo(target.header("x-oss-hash-crc64ecma"));
            assertThat(response.header("x-oss-object-type")).isEqualTo("Symlink");
            assertThat(response.header("x-oss-meta-a")).isEqualTo("1");
            assertThat(response.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(response.header(TARGET)).isEmpty();
        }
        assertThat(get("link.txt").text()).isEqualTo("content");
        assertThat(Http.get(SignedUrl.of(server, "GET", "demo", "link.txt").v4(), "Range", "bytes=1-2")
                        .text())
                .isEqualTo("on");
    }

    @Test
    void getSymlinkReturnsPercentEncodedTarget() {
        link("link", "%e7%9b%ae%e6%a0%87+%2b.html");
        assertThat(getLink("link").header(TARGET)).isEqualTo("%E7%9B%AE%E6%A0%87%2B%2B.html");
        assertThat(getLink("link").header("ETag")).isNotEmpty();
        assertThat(getLink("目标 +.html").element("Code")).isEqualTo("NotSymlink");
        assertThat(getLink("missing").element("Code")).isEqualTo("NoSuchKey");
    }

    @Test
    void getSymlinkReturnsContentTypeAndMetadataOfLink() {
        link("link.txt", "missing", "x-oss-meta-a", "1");
        assertThat(getLink("link.txt").header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(getLink("link.txt").header("x-oss-meta-a")).isEqualTo("1");
    }

    @Test
    void symbolicLinkToNothingOrToLinkCannotBeRead() {
        link("dangling", "missing").assertStatus(200);
        get("dangling").assertError(404, "SymlinkTargetNotExist");
        assertThat(get("dangling").element("Message")).isEqualTo("The symlink target object does not exist");
        link("double", "dangling").assertStatus(200);
        assertThat(get("double").element("Code")).isEqualTo("InvalidTargetType");
        assertThat(getLink("double").header(TARGET)).isEqualTo("dangling");
        server.putObject("demo", "missing", "found".getBytes(UTF_8));
        assertThat(get("dangling").text()).isEqualTo("found");
    }

    @Test
    void symbolicLinkIsCopiedListedAndDeletedAsLink() {
        link("link", "%E7%9B%AE%E6%A0%87%20%2B.html");
        SignedUrl.of(server, "PUT", "demo", "copy")
                .header("x-oss-copy-source", "/demo/link")
                .send();
        getLink("copy").assertStatus(200);
        assertThat(get("copy").text()).isEqualTo("content");
        assertThat(get("").text()).contains("<Key>copy</Key>", "<Type>Symlink</Type>");
        SignedUrl.of(server, "DELETE", "demo", "link").send();
        get("link").assertStatus(404);
        get("目标 +.html").assertStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "link"})
    void symbolicLinkIsCopiedAsLinkWithNewMetadata(String key) {
        link("link", "%E7%9B%AE%E6%A0%87%20%2B.html", "x-oss-meta-a", "1");
        SignedUrl.of(server, "PUT", "demo", key)
                .headers("x-oss-copy-source", "/demo/link", "x-oss-metadata-directive", "REPLACE", "x-oss-meta-a", "2")
                .send()
                .assertStatus(200);
        assertThat(get(key).text()).isEqualTo("content");
        assertThat(getLink(key).header(TARGET)).isEqualTo("%E7%9B%AE%E6%A0%87%20%2B.html");
        assertThat(getLink(key).header("x-oss-meta-a")).isEqualTo("2");
    }

    @Test
    void putSymlinkHonoursForbidOverwrite() {
        link("link", "one");
        link("link", "two", "x-oss-forbid-overwrite", "true").assertStatus(409);
        assertThat(getLink("link").header(TARGET)).isEqualTo("one");
        link("link", "two").assertStatus(200);
        assertThat(getLink("link").header(TARGET)).isEqualTo("two");
    }

    @ParameterizedTest
    @CsvSource({"'', InvalidArgument", "/slash, InvalidObjectName", "%zz, InvalidArgument"})
    void rejectsInvalidSymlinkTarget(String target, String code) {
        link("link", target).assertError(400, code);
    }
}
