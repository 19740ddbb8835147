// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ListObjects, DeleteMultipleObjects, CopyObject and GetObjectMeta. */
class ObjectBatchTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);
    private static final String ETAG = "\"9A0364B9E99BB480DD25E1F0284C8555\"";

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").bucket("other").start();
        for (String key : new String[] {"a b", "dir/1", "dir/2", "dir/sub/3", "z"}) {
            server.putObject("demo", key, CONTENT);
        }
    }

    private Http.Response list(String... parameters) {
        return SignedUrl.of(server, "GET", "demo", "").parameters(parameters).send();
    }

    private Http.Response delete(String xml, String... md5) throws Exception {
        SignedUrl url = SignedUrl.of(server, "POST", "demo", "").parameter("delete", "");
        for (String promised : md5) {
            url.header("Content-MD5", promised);
        }
        return Http.send(
                "POST",
                url.v4(),
                HttpRequest.BodyPublishers.ofString(xml),
                md5.length == 0 ? new String[0] : new String[] {"Content-MD5", md5[0]});
    }

    private static String md5(String text) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    }

    private Http.Response copy(String... headers) {
        return put("other", "copy", new byte[0], headers);
    }

    private Http.Response put(String bucket, String key, byte[] content, String... headers) {
        return SignedUrl.of(server, "PUT", bucket, key).headers(headers).send(content);
    }

    private Http.Response head(String bucket, String key) {
        return SignedUrl.of(server, "HEAD", bucket, key).send();
    }

    @ParameterizedTest
    @CsvSource({"1, ''", "2, ''", "1, /", "2, /", "100, /"})
    void listObjectsV1ContinuesFromMarker(int maxKeys, String delimiter) {
        List<String> entries = new ArrayList<>();
        String marker = "";
        do {
            Http.Response page = list("max-keys", "" + maxKeys, "delimiter", delimiter, "marker", marker);
            page.text()
                    .lines()
                    .flatMap(line -> Pattern.compile("<(Key|CommonPrefixes><Prefix)>([^<]*)<")
                            .matcher(line)
                            .results())
                    .forEach(entry -> entries.add(entry.group(2)));
            marker = page.element("NextMarker");
            assertThat(page.element("IsTruncated")).isEqualTo(Boolean.toString(!marker.isEmpty()));
        } while (!marker.isEmpty() && entries.size() < 20);
        assertThat(entries)
                .containsExactlyInAnyOrder(
                        delimiter.isEmpty()
                                ? new String[] {"a b", "dir/1", "dir/2", "dir/sub/3", "z"}
                                : new String[] {"a b", "dir/", "z"});
    }

    @Test
    void listObjectsV1NamesOwnersAndEncodesOnRequest() {
        Http.Response response = list("encoding-type", "url", "prefix", "a ");
        assertThat(response.element("Key")).isEqualTo("a%20b");
        assertThat(response.element("EncodingType")).isEqualTo("url");
        assertThat(response.element("Owner")).contains("<ID>");
        assertThat(response.text()).doesNotContain("KeyCount");
    }

    @Test
    void deleteMultipleObjectsListsThemUnlessQuiet() throws Exception {
        String xml = "<Delete><Object><Key>a b</Key></Object><Object><Key>missing&amp;</Key></Object></Delete>";
        Http.Response response = delete(xml, md5(xml));
        response.assertStatus(200);
        assertThat(response.text())
                .contains("<Deleted><Key>a b</Key></Deleted>", "<Deleted><Key>missing&amp;</Key></Deleted>");
        String quiet = "<Delete><Quiet>true</Quiet><Object><Key>z</Key></Object></Delete>";
        assertThat(delete(quiet, md5(quiet)).text()).isEmpty();
        assertThat(list().text()).doesNotContain("<Key>a b</Key>").doesNotContain("<Key>z</Key>");
    }

    @Test
    void deleteMultipleObjectsEncodesKeysIfHeaderAsks() throws Exception {
        String xml = "<Delete><Object><Key>&#x01;a b</Key></Object></Delete>";
        Http.Response response = Http.send(
                "POST",
                SignedUrl.of(server, "POST", "demo", "")
                        .parameter("delete", "")
                        .header("Content-MD5", md5(xml))
                        .v4(),
                HttpRequest.BodyPublishers.ofString(xml),
                "Content-MD5",
                md5(xml),
                "Encoding-Type",
                "url");
        assertThat(response.element("Key")).isEqualTo("%01a%20b");
        assertThat(response.element("EncodingType")).isEqualTo("url");
    }

    @Test
    void xmlMayHoldControlCharactersAndStartWithBlanks() throws Exception {
        String key = "\u0001a\u000B\u001F\u007F";
        for (String encoded : new String[] {key, "&#x01;a&#x0b;&#31;&#x7F;"}) {
            for (String start :
                    new String[] {"", " \r\n", "<?xml version='1.0' encoding=\"UTF-8\"?>", "\n<?xml version=\"1.0\"?>"
                    }) {
                server.putObject("demo", key, CONTENT);
                assertThat(list().text()).contains("<Key>" + key + "</Key>");
                String xml = start + "<Delete><Object><Key>" + encoded + "</Key></Object></Delete>";
                Http.Response response = delete(xml, md5(xml));
                assertThat(response.status()).as(xml).isEqualTo(200);
                assertThat(response.text()).contains("<Key>" + key + "</Key>");
                assertThat(list().text()).doesNotContain("<Key>" + key + "</Key>");
            }
        }
    }

    @Test
    void deleteMultipleObjectsNeedsCorrectContentMd5() throws Exception {
        String xml = "<Delete><Object><Key>z</Key></Object></Delete>";
        assertThat(delete(xml).element("Code")).isEqualTo("MissingArgument");
        assertThat(delete(xml, md5("other")).element("Code")).isEqualTo("InvalidDigest");
        String many = "<Delete>" + "<Object><Key>z</Key></Object>".repeat(1001) + "</Delete>";
        assertThat(delete(many, md5(many)).element("Code")).isEqualTo("MalformedXML");
        assertThat(server.objectBytes("demo", "z")).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "nosuchversion", "NULL", "../../0123456789abcdef0123456789abcdef"})
    void deleteMultipleObjectsRejectsMalformedVersionId(String versionId) throws Exception {
        String xml = "<Delete><Object><Key>a b</Key></Object><Object><Key>z</Key><VersionId>" + versionId
                + "</VersionId></Object></Delete>";
        Http.Response response = delete(xml, md5(xml));
        response.assertError(400, "InvalidArgument");
        assertThat(response.element("ArgumentName")).isEqualTo("VersionId");
        assertThat(response.element("ArgumentValue")).isEqualTo(versionId);
        assertThat(server.objectBytes("demo", "a b")).isEqualTo(CONTENT);
        assertThat(server.objectBytes("demo", "z")).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdef0123456789abcdef",
                "CAEQNhiBgMDJgZCA0BYiIDc4MGZjZGI2OTBjOTRmNTE5NmU5NmFhZjhjYmY0NDAx"
            })
    void deleteMultipleObjectsAcceptsVersionThatDoesNotExist(String versionId) throws Exception {
        String xml = "<Delete><Object><Key>z</Key><VersionId>" + versionId + "</VersionId></Object></Delete>";
        assertThat(delete(xml, md5(xml)).element("VersionId")).isEqualTo(versionId);
        assertThat(server.objectBytes("demo", "z")).isEqualTo(CONTENT);
    }

    @Test
    void deleteMultipleObjectsAcceptsContentMd5OfTwentyBytes() throws Exception {
        String xml = "<Delete><Object><Key>z</Key></Object></Delete>";
        String sha1 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(xml.getBytes(UTF_8)));
        assertThat(delete(xml, sha1).element("Key")).isEqualTo("z");
    }

    @ParameterizedTest
    @CsvSource({
        "'', prefix",
        "'', delimiter",
        "'', marker",
        "list-type=2, prefix",
        "list-type=2, delimiter",
        "list-type=2, start-after",
        "versions=, prefix",
        "versions=, delimiter",
        "versions=, key-marker",
        "versions=, version-id-marker",
        "uploads=, prefix",
        "uploads=, delimiter",
        "uploads=, key-marker"
    })
    void listingParameterOfMoreThan1023BytesIsInvalid(String listing, String name) {
        String[] selector = listing.isEmpty() ? new String[0] : listing.split("=", 2);
        list(with(selector, name, "中".repeat(341))).assertStatus(200);
        Http.Response tooLong = list(with(selector, name, "中".repeat(341) + "a"));
        tooLong.assertError(400, "InvalidArgument");
        assertThat(tooLong.element("ArgumentName")).isEqualTo(name);
    }

    private static String[] with(String[] parameters, String name, String value) {
        String[] all = Arrays.copyOf(parameters, parameters.length + 2);
        all[parameters.length] = name;
        all[parameters.length + 1] = value;
        return all;
    }

    @Test
    void copiesObjectWithHeadersOfSourceOrNewOnes() {
        SignedUrl.of(server, "PUT", "demo", "中 +").header("x-oss-meta-a", "1").send(CONTENT);
        Http.Response copied = copy("x-oss-copy-source", "/demo/%E4%B8%AD%20%2B");
        copied.assertStatus(200);
        assertThat(copied.element("ETag")).isEqualTo(ETAG);
        assertThat(copied.header("x-oss-hash-crc64ecma")).isEqualTo("8883282091546349020");
        assertThat(SignedUrl.of(server, "HEAD", "other", "copy").send().header("x-oss-meta-a"))
                .isEqualTo("1");
        copy("x-oss-copy-source", "/demo/z", "x-oss-metadata-directive", "REPLACE", "x-oss-meta-b", "2");
        Http.Response head = SignedUrl.of(server, "HEAD", "other", "copy").send();
        assertThat(head.header("x-oss-meta-a")).isEmpty();
        assertThat(head.header("x-oss-meta-b")).isEqualTo("2");
        assertThat(server.objectBytes("other", "copy")).isEqualTo(CONTENT);
    }

    @Test
    void copyWithNewHeadersKeepsContentTypeUnlessReplaced() {
        put("demo", "k", CONTENT, "Content-Type", "text/x-odd", "x-oss-meta-a", "1");
        copy("x-oss-copy-source", "/demo/k", "x-oss-metadata-directive", "REPLACE");
        assertThat(head("other", "copy").header("Content-Type")).isEqualTo("text/x-odd");
        assertThat(head("other", "copy").header("x-oss-meta-a")).isEmpty();
        copy("x-oss-copy-source", "/demo/k", "x-oss-metadata-directive", "REPLACE", "Content-Type", "text/css");
        assertThat(head("other", "copy").header("Content-Type")).isEqualTo("text/css");
    }

    @Test
    void copyWithNewHeadersKeepsMetadataOfEncryptionByClientUnlessReplaced() {
        String name = "x-oss-meta-client-side-encryption-key";
        put("demo", "k", CONTENT, name, "a2V5", "x-oss-meta-a", "1");
        copy("x-oss-copy-source", "/demo/k", "x-oss-metadata-directive", "REPLACE");
        assertThat(head("other", "copy").header(name)).isEqualTo("a2V5");
        assertThat(head("other", "copy").header("x-oss-meta-a")).isEmpty();
        copy("x-oss-copy-source", "/demo/k", "x-oss-metadata-directive", "REPLACE", name, "bmV3");
        assertThat(head("other", "copy").header(name)).isEqualTo("bmV3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COPY", "REPLACE"})
    void copyOntoItselfReplacesMetadata(String directive) {
        put("demo", "k", CONTENT, "Content-Type", "text/x-odd", "x-oss-meta-a", "1");
        put(
                "demo",
                "k",
                new byte[0],
                "x-oss-copy-source",
                "/demo/k",
                "x-oss-metadata-directive",
                directive,
                "x-oss-meta-b",
                "2");
        assertThat(head("demo", "k").header("x-oss-meta-a")).isEmpty();
        assertThat(head("demo", "k").header("x-oss-meta-b")).isEqualTo("2");
        assertThat(head("demo", "k").header("Content-Type")).isEqualTo("text/x-odd");
        assertThat(server.objectBytes("demo", "k")).isEqualTo(CONTENT);
    }

    @Test
    void copyHasStorageClassOfItsHeader() {
        copy("x-oss-copy-source", "/demo/z", "x-oss-storage-class", "IA");
        assertThat(head("other", "copy").header("x-oss-storage-class")).isEqualTo("IA");
    }

    @ParameterizedTest
    @CsvSource({
        "x-oss-copy-source-if-match, wrong, 412",
        "x-oss-copy-source-if-none-match, 9A0364B9E99BB480DD25E1F0284C8555, 304",
        "x-oss-copy-source-if-modified-since, 'Tue, 10 Mar 2099 12:00:00 GMT', 304",
        "x-oss-copy-source-if-unmodified-since, 'Tue, 10 Mar 2020 12:00:00 GMT', 412",
        "x-oss-metadata-directive, MOVE, 400",
        "x-oss-tagging-directive, MOVE, 400"
    })
    void copiesNothingIfAConditionDoesNotHold(String header, String value, int status) {
        copy("x-oss-copy-source", "/demo/z", header, value).assertStatus(status);
        SignedUrl.of(server, "GET", "other", "copy").send().assertStatus(404);
    }

    @ParameterizedTest
    @CsvSource({"If-Match, wrong", "If-Unmodified-Since, 'Tue, 10 Mar 2020 12:00:00 GMT'"})
    void copyNamesFailedConditionWithoutPrefix(String condition, String value) {
        Http.Response response = copy("x-oss-copy-source", "/demo/z", "x-oss-copy-source-" + condition, value);
        assertThat(response.element("Code")).isEqualTo("PreconditionFailed");
        assertThat(response.element("Condition")).isEqualTo(condition);
    }

    @ParameterizedTest
    @CsvSource({
        "/demo/missing, 404, NoSuchKey",
        "/missing/k, 404, NoSuchBucket",
        "/demo, 400, InvalidArgument",
        "/demo/z?versionId=x, 404, NoSuchVersion"
    })
    void copyRejectsMissingSource(String source, int status, String code) {
        copy("x-oss-copy-source", source).assertError(status, code);
    }

    @Test
    void getObjectMetaHasFewerHeadersThanHeadObject() {
        Http.Response meta = SignedUrl.of(server, "HEAD", "demo", "z")
                .parameter("objectMeta", "")
                .send();
        meta.assertStatus(200);
        assertThat(meta.header("ETag")).isEqualTo(ETAG);
        assertThat(meta.header("Content-Length")).isEqualTo("7");
        assertThat(meta.header("Last-Modified")).endsWith("GMT");
        assertThat(meta.header("Content-Type")).isEmpty();
        assertThat(meta.header("x-oss-object-type")).isEmpty();
    }

    /** As documented for GET, the length is that of an object that is not sent, so the connection ends. */
    @Test
    void getObjectMetaSupportsGet() throws Exception {
        URI url = SignedUrl.of(server, "GET", "demo", "z")
                .parameter("objectMeta", "")
                .v4();
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send("GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: "
                            + url.getRawAuthority() + "\r\n\r\n")
                    .receiveAll();
            assertThat(response)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("ETag: " + ETAG, "Content-Length: 7")
                    .endsWith("\r\n\r\n");
        }
    }
}
