// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The most and the longest tags of objects and of buckets. */
class TaggingTest {

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

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

    @Test
    void acceptsTenTagsOfMaximumLength() {
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        putTags("k", tags(9) + tag("x".repeat(128), "y".repeat(256))).assertStatus(200);
        Http.Response eleven = putTags("k", tags(11));
        eleven.assertError(400, "BadRequest");
        assertThat(eleven.element("Message")).isEqualTo("Object tags cannot be greater than 10");
        putTags("k", tag("x".repeat(129), "v")).assertError(400, "InvalidTag");
        putTags("k", tag("k", "y".repeat(257))).assertError(400, "InvalidTag");
        assertThat(SignedUrl.of(server, "HEAD", "demo", "k").send().header("x-oss-tagging-count"))
                .isEqualTo("10");
    }

    @Test
    void bucketHasAtMostTwentyTags() {
        String longest = IntStream.range(0, 20)
                .mapToObj(i -> tag("%02d".formatted(i) + "k".repeat(62), "v".repeat(128)))
                .collect(Collectors.joining());
        putTags("", longest).assertStatus(200);
        putTags("", tags(21)).assertError(400, "BadRequest");
        assertThat(SignedUrl.of(server, "GET", "demo", "")
                        .parameter("tagging", "")
                        .send()
                        .text())
                .contains(longest);
    }
}
