// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.Multipart.SMALLEST_PART;
import static io.github.osspresign.devserver.Multipart.content;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.rules.Assumption;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UploadPartCopy. */
class MultipartCopyTest {

    private static final byte[] SOURCE = content(7, SMALLEST_PART + 50);

    @AutoClose
    private OssDevServer server;

    private Multipart multipart;
    private String id;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").bucket("other").start();
        server.putObject("other", "dir/a b&中", SOURCE);
        multipart = new Multipart(server);
        id = multipart.initiate("k");
    }

    private Http.Response copy(int number, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "x-oss-copy-source";
        all[headers.length + 1] = "/other/dir/a%20b%26%E4%B8%AD";
        return multipart.upload("k", id, number, new byte[0], all);
    }

    private byte[] completed() {
        Http.Response response = multipart.completeAll("k", id);
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        return server.objectBytes("demo", "k");
    }

    @Test
    void partCopyCopiesWholeObject() {
        Http.Response response = copy(1);
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(response.text()).contains("<CopyPartResult>");
        assertThat(response.element("ETag"))
                .isEqualTo(multipart.list("k", id).element("ETag"))
                .isEqualTo(SignedUrl.of(server, "HEAD", "other", "dir/a b&中")
                        .send()
                        .header("ETag"));
        assertThat(response.element("LastModified")).matches("[0-9T:-]{19}\\.000Z");
        assertThat(response.header("Content-Range")).isEmpty();
        assertThat(completed()).isEqualTo(SOURCE);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-0, 0, 1", "bytes=10-19, 10, 20", "bytes=102400-, 102400, 102450", "bytes=-5, 102445, 102450"})
    void copiesARange(String range, int from, int to) {
        Http.Response response = copy(1, "x-oss-copy-source-range", range);
        assertThat(response.header("Content-Range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/" + SOURCE.length);
        assertThat(completed()).isEqualTo(Arrays.copyOfRange(SOURCE, from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-9", "bytes=0-102450", "bytes=102450-102460", "bytes=9-0"})
    void partCopyWithInvalidRangeCopiesWholeObject(String range) {
        Http.Response response = copy(1, "x-oss-copy-source-range", range);
        response.assertStatus(200);
        assertThat(response.header("Content-Range")).isEmpty();
        assertThat(completed()).isEqualTo(SOURCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-9", "bytes=0-102450", "bytes=102450-102460", "bytes=9-0"})
    void partCopyRejectsInvalidRangeIfAssumed(String range) {
        server.close();
        server = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.BAD_COPY_RANGE_IS_WHOLE_OBJECT, false)
                .start();
        server.putObject("demo", "source", SOURCE);
        multipart = new Multipart(server);
        id = multipart.initiate("k");
        String[] source = {"x-oss-copy-source", "/demo/source", "x-oss-copy-source-range", range};
        multipart.upload("k", id, 1, new byte[0], source).assertError(416, "InvalidRange");
        assertThat(multipart.list("k", id).text()).doesNotContain("<Part>");
        source[3] = "bytes=0-102449";
        multipart.upload("k", id, 1, new byte[0], source).assertStatus(200);
        multipart.upload("k", id, 2, new byte[0], source[0], source[1]).assertStatus(200);
    }

    @Test
    void copiedAndUploadedPartsCanBeMixed() {
        copy(2, "x-oss-copy-source-range", "bytes=0-3");
        multipart.upload("k", id, 1, SOURCE);
        byte[] expected = Arrays.copyOf(SOURCE, SOURCE.length + 4);
        System.arraycopy(SOURCE, 0, expected, SOURCE.length, 4);
        assertThat(completed()).isEqualTo(expected);
    }

    @Test
    void emptyObjectBecomesEmptyPart() {
        server.putObject("demo", "empty", new byte[0]);
        multipart
                .upload("k", id, 1, new byte[0], "x-oss-copy-source", "/demo/empty")
                .assertStatus(200);
        assertThat(completed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x-oss-copy-source-if-match, \"0\", 412",
        "x-oss-copy-source-if-match, *, 200",
        "x-oss-copy-source-if-none-match, *, 304",
        "x-oss-copy-source-if-none-match, \"0\", 200",
        "x-oss-copy-source-if-modified-since, 'Fri, 01 Jan 2100 00:00:00 GMT', 304",
        "x-oss-copy-source-if-modified-since, 'Fri, 02 Jan 2015 00:00:00 GMT', 200",
        "x-oss-copy-source-if-unmodified-since, 'Fri, 02 Jan 2015 00:00:00 GMT', 412",
        "x-oss-copy-source-if-unmodified-since, 'Fri, 01 Jan 2100 00:00:00 GMT', 200"
    })
    void conditionsAreOnTheSource(String name, String value, int status) {
        copy(1, name, value).assertStatus(status);
        assertThat(multipart.list("k", id).text().contains("<Part>")).isEqualTo(status == 200);
    }

    @ParameterizedTest
    @CsvSource({
        "/other/missing, 404, NoSuchKey",
        "/missing/k, 404, NoSuchBucket",
        "nothing, 400, InvalidArgument",
        "'', 400, InvalidArgument"
    })
    void partCopyReportsUnreadableSource(String source, int status, String code) {
        multipart.upload("k", id, 1, new byte[0], "x-oss-copy-source", source).assertError(status, code);
    }

    @Test
    void partCopyChecksUploadAndPartNumber() {
        String[] source = {"x-oss-copy-source", "/other/dir/a%20b%26%E4%B8%AD"};
        Http.Response noUpload = multipart.upload("k", "0", 1, new byte[0], source);
        assertThat(noUpload.element("Code")).isEqualTo("NoSuchUpload");
        assertThat(noUpload.element("EC")).isEqualTo("0042-00000311");
        assertThat(multipart.upload("k", id, 0, new byte[0], source).element("Code"))
                .isEqualTo("InvalidArgument");
        assertThat(multipart.upload("k", id, 10_001, new byte[0], source).element("Code"))
                .isEqualTo("InvalidArgument");
    }

    @Test
    void copyOfMultipartObjectIsNormalObject() {
        copy(1);
        completed();
        SignedUrl url = SignedUrl.of(server, "PUT", "other", "copy").header("x-oss-copy-source", "/demo/k");
        Http.put(url.v4(), new byte[0], "x-oss-copy-source", "/demo/k").assertStatus(200);
        Http.Response head = SignedUrl.of(server, "HEAD", "other", "copy").send();
        assertThat(head.header("x-oss-object-type")).isEqualTo("Normal");
        assertThat(head.header("ETag")).matches("\"[0-9A-F]{32}\"");
        assertThat(server.objectBytes("other", "copy")).isEqualTo(SOURCE);
    }

    @Test
    void copiesOlderVersionAndNamesIt() {
        multipart.enableVersioning();
        server.putObject("demo", "versions", "old".getBytes(UTF_8));
        String old = multipart.send("HEAD", "versions", "x-a", new byte[0]).header("x-oss-version-id");
        server.putObject("demo", "versions", "new".getBytes(UTF_8));
        Http.Response response =
                multipart.upload("k", id, 1, new byte[0], "x-oss-copy-source", "/demo/versions?versionId=" + old);
        assertThat(response.header("x-oss-copy-source-version-id")).isEqualTo(old);
        assertThat(completed()).isEqualTo("old".getBytes(UTF_8));
    }

    @Test
    void symbolicLinkCannotBeCopiedAsPart() {
        multipart.send("PUT", "link", "symlink", new byte[0], "x-oss-symlink-target", "k");
        multipart
                .upload("k", id, 1, new byte[0], "x-oss-copy-source", "/demo/link")
                .assertStatus(501);
    }
}
