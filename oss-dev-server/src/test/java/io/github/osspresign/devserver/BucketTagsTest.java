// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tags of buckets have other limits than tags of objects, and select buckets of a list. */
class BucketTagsTest {

    @TempDir
    Path root;

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server =
                OssDevServer.builder().bucket("demo").bucket("other").root(root).start();
    }

    private static String tag(String key, String value) {
        return "<Tag><Key>" + key + "</Key><Value>" + value + "</Value></Tag>";
    }

    private Http.Response put(String bucket, String tags) {
        return SignedUrl.of(server, "PUT", bucket, "")
                .parameter("tagging", "")
                .send(("<Tagging><TagSet>" + tags + "</TagSet></Tagging>"));
    }

    private Http.Response get(String bucket) {
        return SignedUrl.of(server, "GET", bucket, "").parameter("tagging", "").send();
    }

    private Http.Response delete(String bucket, String keys) {
        return SignedUrl.of(server, "DELETE", bucket, "")
                .parameter("tagging", keys)
                .send();
    }

    @Test
    void listOfBucketsHasTheirTagsOnRequest() {
        String tag = "<Tag><Key>k</Key><Value>v</Value></Tag>";
        SignedUrl.of(server, "PUT", "demo", "")
                .parameter("tagging", "")
                .send("<Tagging><TagSet>" + tag + "</TagSet></Tagging>");
        SignedUrl list = SignedUrl.ofService(server, "GET");
        assertThat(list.send().text()).doesNotContain(tag);
        assertThat(list.parameter("tagging", "").send().text())
                .contains("<Tagging><TagSet>" + tag + "</TagSet></Tagging></Bucket>");
    }

    @Test
    void tagsAreReplacedAsAWholeAndKeptAcrossRestarts() {
        put("demo", tag("old", "1")).assertStatus(200);
        String tags = tag("%@abc", "++1%") + tag("中", "") + tag("&lt;&amp;&gt;", "b");
        put("demo", tags).assertStatus(200);
        server.close();
        server =
                OssDevServer.builder().bucket("demo").bucket("other").root(root).start();
        assertThat(get("demo").text()).endsWith("<Tagging><TagSet>" + tags + "</TagSet></Tagging>");
    }

    @Test
    void bucketWithoutTagsHasAnEmptySet() {
        assertThat(get("demo").text()).endsWith("<Tagging><TagSet></TagSet></Tagging>");
        delete("demo", "").assertStatus(204);
        assertThat(get("demo").text()).endsWith("<Tagging><TagSet></TagSet></Tagging>");
    }

    @Test
    void deletionRemovesTheNamedKeysOrAll() {
        put("demo", tag("a", "1") + tag("b", "2") + tag("c", "3"));
        delete("demo", "a,c,missing").assertStatus(204);
        assertThat(get("demo").text()).endsWith("<Tagging><TagSet>" + tag("b", "2") + "</TagSet></Tagging>");
        delete("demo", "").assertStatus(204);
        assertThat(get("demo").text()).endsWith("<Tagging><TagSet></TagSet></Tagging>");
    }

    @Test
    void longestTagsOfTheLargestSetAreAccepted() {
        String tags = IntStream.range(0, 20)
                .mapToObj(i -> tag("%02d".formatted(i) + "k".repeat(62), "v".repeat(128)))
                .collect(Collectors.joining());
        put("demo", tags).assertStatus(200);
        assertThat(get("demo").text()).contains(tags);
    }

    static Stream<Arguments> wrongTags() {
        String twentyOne =
                IntStream.range(0, 21).mapToObj(i -> tag("k" + i, "")).collect(Collectors.joining());
        return Stream.of(
                Arguments.of(twentyOne, "BadRequest"),
                Arguments.of(tag("k", "1") + tag("k", "2"), "InvalidTag"),
                Arguments.of(tag("", "1"), "InvalidTag"),
                Arguments.of(tag("k".repeat(65), "1"), "InvalidTag"),
                Arguments.of(tag("中".repeat(22), "1"), "InvalidTag"),
                Arguments.of(tag("k", "v".repeat(129)), "InvalidTag"),
                Arguments.of(tag("http://a", "1"), "InvalidTag"),
                Arguments.of(tag("HTTPS://a", "1"), "InvalidTag"),
                Arguments.of(tag("aliyun-a", "1"), "InvalidTag"),
                Arguments.of(tag("acs:a", "1"), "InvalidTag"),
                Arguments.of("<Tag><Value>1</Value></Tag>", "MalformedXML"),
                Arguments.of("</TagSet><TagSet>", "MalformedXML"));
    }

    @ParameterizedTest
    @MethodSource("wrongTags")
    void wrongTagsChangeNothing(String tags, String code) {
        put("demo", tag("kept", "1"));
        put("demo", tags).assertError(400, code);
        assertThat(get("demo").text()).contains(tag("kept", "1"));
    }

    @Test
    void missingBucketHasNoTags() {
        assertThat(put("missing", tag("a", "1")).element("Code")).isEqualTo("NoSuchBucket");
        assertThat(get("missing").element("Code")).isEqualTo("NoSuchBucket");
        assertThat(delete("missing", "").element("Code")).isEqualTo("NoSuchBucket");
    }

    private Http.Response list(String... parameters) {
        return SignedUrl.ofService(server, "GET").parameters(parameters).send();
    }

    @Test
    void bucketsAreListedByTag() {
        put("demo", tag("team", "a"));
        put("other", tag("team", "b"));
        assertThat(list("tag-key", "team", "tag-value", "a").text())
                .contains("<Name>demo</Name>")
                .doesNotContain("<Name>other</Name>");
        assertThat(list("tag-key", "team").text()).contains("<Name>demo</Name>", "<Name>other</Name>");
        assertThat(list("tag-key", "Team").text()).doesNotContain("<Name>");
        assertThat(list("tag-value", "a").element("Code")).isEqualTo("MissingArgument");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "team":"a"             | 200
            team:a                 | 200
            "team":"a","env":"b"   | 200
            team                   | 400
            ,team:a                | 400
            "team":"a""env":"b"    | 400
            """)
    void bucketsAreListedByAllTagsOfAList(String tagging, int status) {
        put("demo", tag("team", "a") + tag("env", "b"));
        put("other", tag("team", "c") + tag("env", "b"));
        Http.Response listed = list("tagging", tagging);
        listed.assertStatus(status);
        if (status == 200) {
            assertThat(listed.text()).contains("<Name>demo</Name>").doesNotContain("<Name>other</Name>");
        } else {
            assertThat(listed.element("ArgumentName")).isEqualTo("tagging");
        }
    }
}
