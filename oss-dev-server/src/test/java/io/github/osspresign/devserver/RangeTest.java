// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.rules.Assumption;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges of GetObject. By default, a range that is not entirely inside the object returns the whole object. */
class RangeTest {

    private static final byte[] CONTENT = new byte[1000];

    @AutoClose
    private static OssDevServer server;

    @BeforeAll
    static void start() {
        for (int i = 0; i < CONTENT.length; i++) {
            CONTENT[i] = (byte) (i % 251);
        }
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "thousand", CONTENT);
        server.putObject("demo", "empty", new byte[0]);
    }

    private static Http.Response get(OssDevServer from, String key, String range, boolean standard) {
        SignedUrl url = SignedUrl.of(from, "GET", "demo", key);
        return standard
                ? Http.get(
                        url.header("x-oss-range-behavior", "standard").v4(),
                        "Range",
                        range,
                        "x-oss-range-behavior",
                        "standard")
                : Http.get(url.v4(), "Range", range);
    }

    @ParameterizedTest(name = "{0} by default: {1}, standard: {2}")
    @CsvSource({
        "bytes=0-0, 0-0, 0-0",
        "bytes=0-9, 0-9, 0-9",
        "bytes=990-999, 990-999, 990-999",
        "bytes=500-, 500-999, 500-999",
        "bytes=0-, 0-999, 0-999",
        "bytes=-1, 999-999, 999-999",
        "bytes=-1000, 0-999, 0-999",
        "bytes=0-1000, whole, 0-999",
        "bytes=500-2000, whole, 500-999",
        "bytes=500-99999999999999999999, whole, 500-999",
        "bytes=1000-2000, whole, refused",
        "bytes=1000-, whole, refused",
        "bytes=-2000, whole, 0-999",
        "bytes=500-100, whole, whole",
        "byte=0-9, whole, whole",
        "bytes=0-1:5-6, whole, whole",
        "bytes=-, whole, whole",
        "bytes=a-b, whole, whole",
        "bytes=-0, refused, refused",
    })
    void returnsRequestedRange(String range, String byDefault, String standard) {
        String sent = range.replace(':', ',');
        assertResponse(get(server, "thousand", sent, false), byDefault);
        assertResponse(get(server, "thousand", sent, true), standard);
    }

    private static void assertResponse(Http.Response response, String expected) {
        switch (expected) {
            case "whole" -> {
                response.assertStatus(200);
                assertThat(response.header("Content-Range")).isEmpty();
                assertThat(response.bytes()).isEqualTo(CONTENT);
            }
            case "refused" -> {
                response.assertError(416, "InvalidRange");
                assertThat(response.element("Message")).startsWith("The requested range cannot be satisfied");
            }
            default -> {
                String[] ends = expected.split("-", -1);
                int first = Integer.parseInt(ends[0]);
                int last = Integer.parseInt(ends[1]);
                response.assertStatus(206);
                assertThat(response.header("Content-Range")).isEqualTo("bytes " + expected + "/1000");
                assertThat(response.header("Content-Length")).isEqualTo(Integer.toString(last - first + 1));
                assertThat(response.bytes()).isEqualTo(Arrays.copyOfRange(CONTENT, first, last + 1));
            }
        }
    }

    @Test
    void rangeResponseHasChecksumOfWholeObject() {
        Http.Response whole = SignedUrl.of(server, "GET", "demo", "thousand").send();
        Http.Response part = get(server, "thousand", "bytes=10-19", false);
        for (String name :
                new String[] {"ETag", "Last-Modified", "x-oss-hash-crc64ecma", "Content-MD5", "Accept-Ranges"}) {
            assertThat(part.header(name)).as(name).isNotEmpty().isEqualTo(whole.header(name));
        }
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-0", "bytes=0-", "bytes=-1", "bytes=-0", "bytes=5-9"})
    void everyRangeOfEmptyObjectReturnsEmptyObject(String range) {
        Http.Response response = get(server, "empty", range, false);
        response.assertStatus(200);
        assertThat(response.header("Content-Length")).isEqualTo("0");
        assertThat(response.header("x-oss-hash-crc64ecma")).isEqualTo("0");
    }

    @Test
    void undocumentedRangeBehaviourIsConfigurable() {
        try (OssDevServer other = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.STANDARD_RANGE_WITH_LONG_SUFFIX_IS_206, false)
                .assume(Assumption.STANDARD_RANGE_BACKWARDS_IS_416, true)
                .assume(Assumption.IF_RANGE_IS_HONOURED, true)
                .start()) {
            other.putObject("demo", "thousand", CONTENT);
            get(other, "thousand", "bytes=-2000", true).assertStatus(200);
            get(other, "thousand", "bytes=500-100", true).assertStatus(416);
            get(other, "thousand", "bytes=500-100", false).assertStatus(200);
            getIfRange(other, "\"other\"").assertStatus(200);
            String entityTag = getIfRange(other, "\"other\"").header("ETag");
            getIfRange(other, entityTag).assertStatus(206);
        }
        getIfRange(server, "\"other\"").assertStatus(206);
    }

    private static Http.Response getIfRange(OssDevServer from, String validator) {
        return Http.get(
                SignedUrl.of(from, "GET", "demo", "thousand").v4(), "Range", "bytes=0-9", "If-Range", validator);
    }
}
