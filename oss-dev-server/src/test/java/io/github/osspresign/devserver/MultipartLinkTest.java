// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.Multipart.SMALLEST_PART;
import static io.github.osspresign.devserver.Multipart.content;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Multipart uploads by people who have links and no keys: what each link allows, and what it refuses. */
class MultipartLinkTest {

    private static final String KEY = "dir/a b+中.bin";
    private static final String MD5 = "mgNkuembtIDdJeHwKEyFVQ==";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    private final Multipart multipart = new Multipart(server);

    /** The signature version of a link. */
    enum Version {
        V4,
        V1;

        URI sign(SignedUrl link) {
            return this == V4 ? link.v4() : link.v1();
        }
    }

    private SignedUrl link(String method, String... parameters) {
        return SignedUrl.of(server, method, "demo", KEY).parameters(parameters);
    }

    private URI part(Version version, String id, int number) {
        return version.sign(link("PUT", "partNumber", Integer.toString(number), "uploadId", id));
    }

    private static Http.Response send(String method, URI url, byte[] body, String... headers) {
        return Http.send(method, url, HttpRequest.BodyPublishers.ofByteArray(body), headers);
    }

    private static String list(Map<Integer, String> entityTags) {
        return entityTags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(part -> "<Part><PartNumber>" + part.getKey() + "</PartNumber><ETag>" + part.getValue()
                        + "</ETag></Part>")
                .collect(Collectors.joining("", "<CompleteMultipartUpload>", "</CompleteMultipartUpload>"));
    }

    @ParameterizedTest
    @EnumSource
    void uploadsListsAndCompletesByLinks(Version version) {
        Http.Response initiated = send("POST", version.sign(link("POST", "uploads", "")), new byte[0]);
        String id = initiated.element("UploadId");
        byte[] first = content(1, SMALLEST_PART);
        String firstTag = Http.put(part(version, id, 1), first).header("ETag");
        String lastTag = Http.put(part(version, id, 2), new byte[3]).header("ETag");
        Http.Response listed = Http.get(version.sign(link("GET", "uploadId", id)));
        assertThat(listed.text()).contains(firstTag, lastTag);

        URI complete = version.sign(link("POST", "uploadId", id));
        byte[] parts = list(Map.of(1, firstTag, 2, lastTag)).getBytes(UTF_8);
        Http.Response completed = send("POST", complete, parts);
        assertThat(completed.status()).as(completed.text()).isEqualTo(200);
        assertThat(server.objectBytes("demo", KEY)).hasSize(SMALLEST_PART + 3).startsWith(first);
        assertThat(Http.head(version.sign(link("HEAD"))).header("x-oss-hash-crc64ecma"))
                .isEqualTo(completed.header("x-oss-hash-crc64ecma"));

        send("POST", complete, parts).assertError(404, "NoSuchUpload");
    }

    @ParameterizedTest
    @EnumSource
    void abortsByLink(Version version) {
        String id = multipart.initiate(KEY);
        URI abort = version.sign(link("DELETE", "uploadId", id));
        send("DELETE", abort, new byte[0]).assertStatus(204);
        assertThat(send("DELETE", abort, new byte[0]).element("Code")).isEqualTo("NoSuchUpload");
    }

    @ParameterizedTest
    @EnumSource
    void linkOfPartIsForItsNumberUploadAndKeyOnly(Version version) {
        String id = multipart.initiate(KEY);
        String other = multipart.initiate(KEY);
        String link = part(version, id, 3).toString();
        for (String changed : List.of(
                link.replace("partNumber=3", "partNumber=4"),
                link.replace("partNumber=3", "partNumber=03"),
                link.replace(id, other),
                link.replace("a%20b", "b"),
                link.replace("partNumber=3&", ""))) {
            assertThat(changed).isNotEqualTo(link);
            Http.put(URI.create(changed), new byte[1]).assertError(403, "SignatureDoesNotMatch");
        }
        assertThat(multipart.list(KEY, id).text() + multipart.list(KEY, other).text())
                .doesNotContain("<Part>");
        Http.put(URI.create(link), new byte[1]).assertStatus(200);
        assertThat(multipart.list(KEY, id).element("PartNumber")).isEqualTo("3");
    }

    @ParameterizedTest
    @EnumSource
    void linkIsForItsOperationOnly(Version version) {
        String id = multipart.initiate(KEY);
        multipart.upload(KEY, id, 1, new byte[1]);
        Map<String, URI> links = Map.of(
                "PUT", part(version, id, 1),
                "GET", version.sign(link("GET", "uploadId", id)),
                "POST", version.sign(link("POST", "uploadId", id)),
                "DELETE", version.sign(link("DELETE", "uploadId", id)));
        byte[] body = "<CompleteMultipartUpload/>".getBytes(UTF_8);
        links.forEach((method, link) -> {
            for (String wrong : links.keySet()) {
                if (!wrong.equals(method)) {
                    send(wrong, link, body).assertError(403, "SignatureDoesNotMatch");
                }
            }
        });
        URI initiation = version.sign(link("POST", "uploads", ""));
        send("POST", URI.create(initiation.toString().replace("uploads", "uploadId=" + id)), body)
                .assertError(403, "SignatureDoesNotMatch");
        assertThat(multipart.list(KEY, id).element("Size")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void initiationNeedsTheSignedHeaders(Version version) {
        server.putObject("demo", KEY, new byte[1]);
        URI link = version.sign(link("POST", "uploads", "")
                .header("Content-Type", "text/csv")
                .header("x-oss-meta-a", "1")
                .header("x-oss-forbid-overwrite", "true"));
        String[][] wrong = {
            {},
            {"Content-Type", "text/csv", "x-oss-meta-a", "1"},
            {"Content-Type", "text/csv", "x-oss-forbid-overwrite", "true"},
            {"x-oss-meta-a", "1", "x-oss-forbid-overwrite", "true"},
            {"Content-Type", "text/html", "x-oss-meta-a", "1", "x-oss-forbid-overwrite", "true"},
            {"Content-Type", "text/csv", "x-oss-meta-a", "1", "x-oss-forbid-overwrite", "false"},
            {"Content-Type", "text/csv", "x-oss-meta-a", "1", "x-oss-forbid-overwrite", "true", "x-oss-meta-b", "2"},
        };
        for (String[] headers : wrong) {
            send("POST", link, new byte[0], headers).assertError(403, "SignatureDoesNotMatch");
        }
        String[] signed = {"Content-Type", "text/csv", "x-oss-meta-a", "1", "x-oss-forbid-overwrite", "true"};
        assertThat(send("POST", link, new byte[0], signed).element("Code")).isEqualTo("FileAlreadyExists");
    }

    @ParameterizedTest
    @EnumSource
    void partNeedsTheSignedMd5AndItsContent(Version version) {
        String id = multipart.initiate(KEY);
        URI link = version.sign(link("PUT", "partNumber", "1", "uploadId", id).header("Content-MD5", MD5));
        Http.put(link, "content".getBytes(UTF_8)).assertError(403, "SignatureDoesNotMatch");
        Http.Response other = Http.put(link, "Content".getBytes(UTF_8), "Content-MD5", MD5);
        assertThat(other.element("Code")).isEqualTo("InvalidDigest");
        Http.put(link, "content".getBytes(UTF_8), "Content-MD5", MD5).assertStatus(200);
    }

    @Test
    void partNeedsTheSignedLength() {
        String id = multipart.initiate(KEY);
        URI link = link("PUT", "partNumber", "1", "uploadId", id)
                .header("Content-Length", "7")
                .additional("content-length")
                .v4();
        Http.put(link, new byte[8]).assertError(403, "SignatureDoesNotMatch");
        Http.put(link, new byte[7]).assertStatus(200);
    }

    @ParameterizedTest
    @EnumSource
    void completionNeedsTheSignedHeaders(Version version) {
        String id = multipart.initiate(KEY);
        multipart.upload(KEY, id, 1, new byte[1]);
        URI plain = version.sign(link("POST", "uploadId", id));
        send("POST", plain, new byte[0], "x-oss-complete-all", "yes").assertError(403, "SignatureDoesNotMatch");
        URI link = version.sign(link("POST", "uploadId", id)
                .header("x-oss-complete-all", "yes")
                .header("x-oss-forbid-overwrite", "true"));
        send("POST", link, new byte[0], "x-oss-complete-all", "yes").assertError(403, "SignatureDoesNotMatch");
        server.putObject("demo", KEY, new byte[2]);
        String[] signed = {"x-oss-complete-all", "yes", "x-oss-forbid-overwrite", "true"};
        assertThat(send("POST", link, new byte[0], signed).element("Code")).isEqualTo("FileAlreadyExists");
        assertThat(server.objectBytes("demo", KEY)).hasSize(2);
    }

    /** V1 signs no paging parameters. With V4, each page of a list needs a link. */
    @ParameterizedTest
    @EnumSource
    void linkOfListIsForItsPageWithV4Only(Version version) {
        String id = multipart.initiate(KEY);
        multipart.upload(KEY, id, 1, new byte[1]);
        multipart.upload(KEY, id, 2, new byte[2]);
        String whole = version.sign(link("GET", "uploadId", id)).toString();
        Http.Response page = Http.get(URI.create(whole + "&max-parts=1&part-number-marker=1"));
        if (version == Version.V4) {
            page.assertError(403, "SignatureDoesNotMatch");
        } else {
            assertThat(page.element("Size")).isEqualTo("2");
        }
        URI second = version.sign(
                link("GET", "uploadId", id, "part-number-marker", "1", "max-parts", "1", "encoding-type", "url"));
        assertThat(Http.get(second).element("Size")).isEqualTo("2");
        assertThat(Http.get(second).element("Key")).isEqualTo("dir%2Fa%20b%2B%E4%B8%AD.bin");
    }

    @Test
    void completionTakesListOfTenThousandParts() {
        String id = multipart.initiate(KEY);
        String tag = multipart.upload(KEY, id, 1, new byte[SMALLEST_PART]).header("ETag");
        String all = list(IntStream.rangeClosed(1, 10_000).boxed().collect(Collectors.toMap(n -> n, n -> tag)));
        Http.Response response = send("POST", link("POST", "uploadId", id).v4(), all.getBytes(UTF_8));
        assertThat(response.element("Code")).isEqualTo("InvalidPart");
        assertThat(response.element("PartNumber")).isEqualTo("2");
    }
}
