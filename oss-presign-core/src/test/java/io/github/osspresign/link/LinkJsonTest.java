// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.sign.Vectors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON form keeps every field, ignores unknown fields, and is rejected without showing a value. */
class LinkJsonTest {

    private static final String URL = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/k"
            + "?Expires=1733201060&OSSAccessKeyId=ak&Signature=SECRET%3D";

    private static final String FULL_URL =
            "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/%E6%8A%A5%E5%91%8A%20Q1%2B2%20"
                    + "%22final%22%20%5C%20100%25%F0%9F%98%80.pdf?Expires=1733201060&OSSAccessKeyId=ak&Signature=SECRET%3D";

    private static final PresignedLink FULL = PresignedLink.builder(FULL_URL)
            .method("PUT")
            .requiredHeaders(Map.of("Content-Type", "text/plain; charset=\"utf-8\""))
            .expiresAt(Instant.parse("2026-01-31T12:00:00.5Z"))
            .bucket("examplebucket")
            .key("报告 Q1+2 \"final\" \\ 100%😀.pdf")
            .versionId("CAEQ")
            .size(5_368_709_120L)
            .etag("5B3C1A2E053D763E1B002CC607C5A0FE")
            .crc64("18446744073709551615")
            .id("order-17")
            .build();

    @Test
    void writesAllFieldsInDocumentedOrder() {
        assertThat(LinkJson.write(FULL))
                .isEqualTo("{\"url\":\"" + FULL_URL + "\",\"method\":\"PUT\","
                        + "\"requiredHeaders\":{\"Content-Type\":\"text/plain; charset=\\\"utf-8\\\"\"},"
                        + "\"expiresAt\":\"2026-01-31T12:00:00.500Z\",\"bucket\":\"examplebucket\","
                        + "\"key\":\"报告 Q1+2 \\\"final\\\" \\\\ 100%😀.pdf\",\"versionId\":\"CAEQ\","
                        + "\"size\":5368709120,\"etag\":\"5B3C1A2E053D763E1B002CC607C5A0FE\","
                        + "\"crc64\":\"18446744073709551615\",\"id\":\"order-17\"}");
    }

    @Test
    void omitsUnknownValues() {
        assertThat(LinkJson.write(PresignedLink.of("https://files.example.com/a")))
                .isEqualTo("{\"url\":\"https://files.example.com/a\",\"method\":\"GET\"}");
    }

    @Test
    void readsLinkThatWasWritten() {
        String json = LinkJson.write(FULL);

        assertThat(LinkJson.read(json)).isEqualTo(FULL);
    }

    @Test
    void writesAndReadsEveryVector() {
        assertThat(Vectors.read("presign-vectors.jsonl")).hasSize(650).allSatisfy(vector -> {
            PresignedLink link = PresignedLink.of(vector.text("expectedUrl"));

            assertThat(LinkJson.read(LinkJson.write(link))).isEqualTo(link);
        });
    }

    @Test
    void takesMissingFieldsFromUrl() {
        PresignedLink link = LinkJson.read("{\"url\":\"" + URL + "\"}");

        assertThat(link).isEqualTo(PresignedLink.of(URL));
        assertThat(link.key()).isEqualTo("k");
    }

    @Test
    void prefersOnlyTheExpiryToThatOfTheUrl() {
        String fields = "{\"expiresAt\":\"2024-12-03T12:00:00+08:00\",\"bucket\":null,\"url\":\"" + URL + "\"";

        PresignedLink link = LinkJson.read(fields + "}");

        assertThat(link.expiresAt()).isEqualTo(Instant.parse("2024-12-03T04:00:00Z"));
        assertThat(link.key()).isEqualTo("k");
        assertThat(link.bucket()).isEqualTo("examplebucket");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkJson.read(fields + ",\"key\":\"other\"}"))
                .withMessageContaining("must be those of the URL")
                .satisfies(LinkJsonTest::hidesValues);
    }

    @Test
    void ignoresUnknownFields() {
        assertThat(LinkJson.read("{\"v\":{\"url\":[1,{\"size\":true}]},\"Url\":7,\"url\":\"" + URL + "\"}"))
                .isEqualTo(PresignedLink.of(URL));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "0, 0",
        "9223372036854775807, 9223372036854775807",
        "18446744073709551615, 18446744073709551615",
        "'\"18446744073709551615\"', 18446744073709551615",
        "'\"0017\"', 17",
    })
    void readsCrc64AsStringOrNumber(String json, String crc64) {
        assertThat(LinkJson.read("{\"url\":\"" + URL + "\",\"crc64\":" + json + "}")
                        .crc64())
                .isEqualTo(crc64);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "method, 7, a string",
        "requiredHeaders, '\"a\"', an object of strings",
        "requiredHeaders, '[]', an object of strings",
        "requiredHeaders, '{\"a\":1}', an object of strings",
        "requiredHeaders, '{\"a\":null}', an object of strings",
        "expiresAt, 1733201060, a string",
        "expiresAt, '\"SECRET\"', an ISO 8601 instant",
        "expiresAt, '\"2026-01-31\"', an ISO 8601 instant",
        "bucket, true, a string",
        "key, '[\"SECRET\"]', a string",
        "versionId, 1.5, a string",
        "size, '\"17\"', a number of bytes",
        "size, '\"SECRET\"', a number of bytes",
        "size, -1, a number of bytes",
        "size, 1.5, a number of bytes",
        "size, 9223372036854775808, a number of bytes",
        "etag, '{}', a string",
        "crc64, -1, an unsigned 64-bit number",
        "crc64, 1.0, an unsigned 64-bit number",
        "crc64, 18446744073709551616, an unsigned 64-bit number",
        "crc64, '\"1e9\"', an unsigned 64-bit number",
        "crc64, '\" 9\"', an unsigned 64-bit number",
        "crc64, '\"SECRET\"', an unsigned 64-bit number",
        "crc64, '[7]', an unsigned 64-bit number",
        "id, 7, a string",
    })
    void rejectsWrongTypeByFieldNameWithoutValue(String field, String value, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkJson.read("{\"url\":\"" + URL + "\",\"" + field + "\":" + value + "}"))
                .withMessageContaining("'" + field + "': must be " + expected)
                .withNoCause()
                .satisfies(LinkJsonTest::hidesValues);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"url\":null}", "{\"url\":\" \"}", "{\"URL\":\"SECRET\"}"})
    void rejectsMissingUrl(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkJson.read(json))
                .withMessage("link field 'url': must be a URL, was missing or empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"SECRET\"",
                "SECRET",
                "{\"url\":SECRET}",
                "{\"url\":\"SECRET\"",
                "{\"url\":\"SECRET\"} SECRET",
                "{\"url\":\"SECRET\"}{}",
                "{\"url\":\"SECRET\",\"url\":\"SECRET\"}",
                "{'url':'SECRET'}",
            })
    void rejectsOtherTextWithoutShowingIt(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkJson.read(json))
                .withMessageContaining("must be one JSON object")
                .withNoCause()
                .satisfies(LinkJsonTest::hidesValues);
    }

    @Test
    void rejectsDeepNestingAndLongNumbers() {
        String start = "{\"url\":\"" + URL + "\",\"x\":";

        assertThatIllegalArgumentException().isThrownBy(() -> LinkJson.read(start + "[".repeat(500_000)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkJson.read(start + "[".repeat(5_000) + "]".repeat(5_000) + "}"));
        assertThatIllegalArgumentException().isThrownBy(() -> LinkJson.read(start + "9".repeat(500_000) + "}"));
    }

    /** As Windows editors save a file. A manifest may begin with a byte order mark, too. */
    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF" + URL + "\r\n", "\uFEFF{\"url\":\"" + URL + "\"}"})
    void ignoresByteOrderMark(String text) throws IOException {
        assertThat(PresignedLink.parse(text)).isEqualTo(PresignedLink.of(URL));
        assertThat(PresignedLink.parse(new ByteArrayInputStream(text.getBytes(UTF_8))))
                .isEqualTo(PresignedLink.of(URL));
    }

    @Test
    void rejectsJsonOfMoreThanOneMebibyte() throws IOException {
        String json = "{\"url\":\"" + URL + "\"}";
        String longest = json + " ".repeat(1024 * 1024 - json.length());

        assertThat(LinkJson.read(longest)).isEqualTo(PresignedLink.of(URL));
        assertThat(PresignedLink.parse(new ByteArrayInputStream(longest.getBytes(UTF_8))))
                .isEqualTo(PresignedLink.of(URL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkJson.read(longest + " "))
                .withMessageContaining("at most 1048576 characters")
                .withMessageContaining("was 1048577");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PresignedLink.parse(endless()))
                .withMessageContaining("at most 1048576 bytes");
    }

    @Test
    void failureOfStreamRemainsIoException() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("cut");
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> PresignedLink.parse(failing))
                .withMessage("cut");
    }

    private static void hidesValues(Throwable failure) {
        assertThat(failure.getMessage()).doesNotContain("SECRET").doesNotContain("examplebucket");
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) ' ');
                return length;
            }
        };
    }
}
