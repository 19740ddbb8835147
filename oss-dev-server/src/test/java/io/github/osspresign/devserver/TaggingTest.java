// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tags of objects. */
class TaggingTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "k", CONTENT);
    }

    private static String tag(String key, String value) {
        return "<Tag><Key>" + key + "</Key><Value>" + value + "</Value></Tag>";
    }

    private static String tags(int count) {
        return IntStream.range(0, count).mapToObj(i -> tag("k" + i, "v")).collect(Collectors.joining());
    }

    private Http.Response putTags(String key, String tags) {
        byte[] xml = ("<Tagging><TagSet>" + tags + "</TagSet></Tagging>").getBytes(UTF_8);
        return new Multipart(server).send("PUT", key, "tagging", xml);
    }

    private Http.Response getTags(String key) {
        return SignedUrl.of(server, "GET", "demo", key).parameter("tagging", "").send();
    }

    private Http.Response head(String key) {
        return SignedUrl.of(server, "HEAD", "demo", key).send();
    }

    private Http.Response put(String key, String... headers) {
        return SignedUrl.of(server, "PUT", "demo", key).headers(headers).send(CONTENT);
    }

    @Test
    void putsReadsAndDeletesTags() {
        putTags("k", tag("a b", "1+1=2/3") + tag("中", "")).assertStatus(200);
        Http.Response response = getTags("k");
        assertThat(response.text())
                .endsWith("<Tagging><TagSet>" + tag("a b", "1+1=2/3") + tag("中", "") + "</TagSet></Tagging>");
        assertThat(head("k").header("x-oss-tagging-count")).isEqualTo("2");
        assertThat(head("k").header("x-oss-tagging")).isEmpty();

        new Multipart(server).send("DELETE", "k", "tagging", new byte[0]).assertStatus(204);
        assertThat(getTags("k").element("TagSet")).isEmpty();
        assertThat(getTags("k").text()).contains("<TagSet>");
        assertThat(head("k").header("x-oss-tagging-count")).isEmpty();
        assertThat(server.objectBytes("demo", "k")).isEqualTo(CONTENT);
    }

    @Test
    void newTagsReplaceTheOldOnes() {
        putTags("k", tag("a", "1") + tag("b", "2"));
        putTags("k", tag("c", "3"));
        assertThat(getTags("k").element("TagSet")).isEqualTo(tag("c", "3"));
        putTags("k", "");
        assertThat(getTags("k").element("TagSet")).isEmpty();
    }

    @Test
    void tagsChangeNothingElse() {
        SettableClock clock = new SettableClock(Instant.now().toString());
        try (OssDevServer timed =
                OssDevServer.builder().bucket("demo").clock(clock).start()) {
            timed.putObject("demo", "k", CONTENT);
            URI url = SignedUrl.of(timed, "HEAD", "demo", "k")
                    .signedAt(clock.instant())
                    .v4();
            Http.Response before = Http.head(url);
            clock.advance(Duration.ofMinutes(1));
            new Multipart(timed)
                    .send(
                            "PUT",
                            "k",
                            "tagging",
                            ("<Tagging><TagSet>" + tag("a", "1") + "</TagSet></Tagging>").getBytes(UTF_8));
            Http.Response after = Http.head(url);
            assertThat(after.header("x-oss-tagging-count")).isEqualTo("1");
            for (String name :
                    List.of("Last-Modified", "ETag", "Content-MD5", "Content-Type", "x-oss-hash-crc64ecma")) {
                assertThat(after.header(name)).as(name).isEqualTo(before.header(name));
            }
            assertThat(timed.objectBytes("demo", "k")).isEqualTo(CONTENT);
        }
    }

    @Test
    void acceptsTenTagsOfMaximumLength() {
        putTags("k", tags(9) + tag("x".repeat(128), "y".repeat(256))).assertStatus(200);
        Http.Response eleven = putTags("k", tags(11));
        eleven.assertError(400, "BadRequest");
        assertThat(eleven.element("Message")).isEqualTo("Object tags cannot be greater than 10");
        putTags("k", tag("x".repeat(129), "v")).assertError(400, "InvalidTag");
        putTags("k", tag("k", "y".repeat(257))).assertError(400, "InvalidTag");
        assertThat(head("k").header("x-oss-tagging-count")).isEqualTo("10");
    }

    @Test
    void rejectsInvalidTags() {
        Http.Response repeated = putTags("k", tag("a", "1") + tag("a", "2"));
        repeated.assertError(400, "InvalidTag");
        assertThat(repeated.element("Message")).isEqualTo("Cannot provide multiple Tags with the same key");
        Http.Response repeatedInHeader = put("k", "x-oss-tagging", "a=1&a=2");
        repeatedInHeader.assertError(400, "InvalidArgument");
        assertThat(repeatedInHeader.element("Message"))
                .isEqualTo("The header 'x-oss-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters"
                        + " without tag name duplicates.");
        putTags("k", tag("", "1")).assertError(400, "InvalidTag");
        Http.Response wrongKey = putTags("k", tag("a?", "1"));
        wrongKey.assertError(400, "InvalidTag");
        assertThat(wrongKey.element("Message")).isEqualTo("The TagKey you have provided is invalid");
        putTags("k", "<Tag><Value>v</Value></Tag>").assertError(400, "MalformedXML");
        byte[] wrongRoot = "<Tags/>".getBytes(UTF_8);
        new Multipart(server).send("PUT", "k", "tagging", wrongRoot).assertError(400, "MalformedXML");
        byte[] noSet = "<Tagging/>".getBytes(UTF_8);
        new Multipart(server).send("PUT", "k", "tagging", noSet).assertError(400, "MalformedXML");
    }

    @Test
    void missingObjectHasNoTags() {
        getTags("missing").assertError(404, "NoSuchKey");
        putTags("missing", tag("a", "1")).assertError(404, "NoSuchKey");
        new Multipart(server).send("DELETE", "missing", "tagging", new byte[0]).assertError(404, "NoSuchKey");
    }

    @Test
    void uploadSetsTagsInHeader() {
        put("put", "x-oss-tagging", "a%20b=1%2B1&c&d+e=");
        assertThat(getTags("put").element("TagSet")).isEqualTo(tag("a b", "1+1") + tag("c", "") + tag("d e", ""));
        put("put");
        assertThat(head("put").header("x-oss-tagging-count")).isEmpty();

        Multipart multipart = new Multipart(server);
        String id = multipart.initiate("parts", "x-oss-tagging", "a=1");
        multipart.upload("parts", id, 1, CONTENT);
        multipart.completeAll("parts", id);
        assertThat(getTags("parts").element("TagSet")).isEqualTo(tag("a", "1"));

        multipart.send("POST", "log", "append&position=0", CONTENT, "x-oss-tagging", "a=1");
        multipart.send("POST", "log", "append&position=7", CONTENT, "x-oss-tagging", "b=2");
        assertThat(getTags("log").element("TagSet")).isEqualTo(tag("a", "1"));
    }

    @Test
    void laterAppendIgnoresInvalidTagsToo() {
        Multipart multipart = new Multipart(server);
        assertThat(multipart
                        .send("POST", "log", "append&position=0", CONTENT, "x-oss-tagging", "=1")
                        .element("Code"))
                .isEqualTo("InvalidTag");
        multipart.send("POST", "log", "append&position=0", CONTENT, "x-oss-tagging", "a=1");
        multipart
                .send("POST", "log", "append&position=7", CONTENT, "x-oss-tagging", "=1")
                .assertStatus(200);
        assertThat(getTags("log").element("TagSet")).isEqualTo(tag("a", "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "a=b=c, InvalidTag",
        "=1, InvalidTag",
        "a=1&a=2, InvalidArgument",
        "a=%, InvalidTag",
        "a=%FF, InvalidTag",
        "a=1&, InvalidTag",
        "%3F=1, InvalidTag",
        "a&b&c&d&e&f&g&h&i&j&k, BadRequest"
    })
    void rejectsInvalidTaggingHeader(String header, String code) {
        put("refused", "x-oss-tagging", header).assertError(400, code);
        new Multipart(server)
                .send("POST", "refused", "uploads", new byte[0], "x-oss-tagging", header)
                .assertError(400, code);
        head("refused").assertStatus(404);
    }

    @Test
    void copyHasTagsOfSourceUnlessReplaced() {
        putTags("k", tag("a", "1"));
        put("same", "x-oss-copy-source", "/demo/k", "x-oss-metadata-directive", "REPLACE", "x-oss-tagging", "b=2");
        assertThat(getTags("same").element("TagSet")).isEqualTo(tag("a", "1"));
        put("new", "x-oss-copy-source", "/demo/k", "x-oss-tagging-directive", "Replace", "x-oss-tagging", "b=2");
        assertThat(getTags("new").element("TagSet")).isEqualTo(tag("b", "2"));
        put("none", "x-oss-copy-source", "/demo/k", "x-oss-tagging-directive", "Replace");
        assertThat(getTags("none").element("TagSet")).isEmpty();
        Http.Response wrong = put("wrong", "x-oss-copy-source", "/demo/k", "x-oss-tagging-directive", "Keep");
        wrong.assertError(400, "InvalidArgument");
        assertThat(wrong.element("ArgumentName")).isEqualTo("x-oss-tagging-directive");
    }

    @Test
    void tagsInPublicReadBucketNeedSignature() {
        SignedUrl.of(server, "PUT", "demo", "")
                .parameter("acl", "")
                .header("x-oss-acl", "public-read")
                .send();
        Http.get(URI.create(server.endpoint() + "/demo/k")).assertStatus(200);
        Http.get(URI.create(server.endpoint() + "/demo/k?tagging")).assertError(403, "AccessDenied");
    }
}
