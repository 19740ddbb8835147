// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresignedUploadTest {

    private static final String QUERY = "?uploadId=0004B9895DBBB6E&x-oss-signature=5ec2e7";
    private static final Instant EXPIRES_AT = Instant.parse("2026-12-01T10:00:00Z");

    @Test
    void jsonFormKeepsTheWholePlan() {
        PresignedUpload upload = upload(List.of(part(1), part(2), part(3)), 3_000_000L);

        assertThat(PresignedUpload.parse(json(upload))).isEqualTo(upload);
    }

    @Test
    void jsonFormOfUnknownSizeWithoutObjectLinkHasNeitherField() {
        PresignedUpload upload = new PresignedUpload(
                "bucket",
                "dir/name.bin",
                "0004",
                null,
                1_048_576,
                EXPIRES_AT,
                List.of(part(7)),
                List.of(link("GET")),
                link("POST"),
                link("DELETE"),
                null);

        String json = json(upload);

        assertThat(json).doesNotContain("\"size\"", "\"object\"");
        assertThat(PresignedUpload.parse(json)).isEqualTo(upload);
    }

    @Test
    void textShowsNeitherUploadIdNorSignature() {
        PresignedUpload upload = upload(List.of(part(1)), 5L);

        assertThat(upload + " " + upload.parts().get(0) + " " + upload.complete())
                .doesNotContain("0004B9895DBBB6E", "5ec2e7")
                .contains("dir/name.bin", "1 parts of 1048576 bytes");
    }

    @Test
    void partIsFoundByItsNumber() {
        List<List<Integer>> plans = List.of(
                List.of(1), List.of(5), List.of(1, 2, 3, 4), List.of(3, 7, 8, 9), List.of(1, 2, 50), List.of(2, 9_999));
        for (List<Integer> numbers : plans) {
            PresignedUpload upload =
                    upload(numbers.stream().map(PresignedUploadTest::part).toList(), null);
            for (int number : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 49, 50, 51, 9_999, 10_000}) {
                PresignedPart found = upload.part(number);
                assertThat(found == null ? null : found.number())
                        .as("%s of %s", number, numbers)
                        .isEqualTo(numbers.contains(number) ? number : null);
            }
        }
    }

    /** A part can be signed when it is read. */
    @Test
    void partOfAWholePlanIsReadAlone() {
        List<Integer> read = new ArrayList<>();
        class Reading extends AbstractList<PresignedPart> implements RandomAccess {
            @Override
            public PresignedPart get(int index) {
                read.add(index + 1);
                return part(index + 1);
            }

            @Override
            public int size() {
                return 1000;
            }
        }
        PresignedUpload upload = upload(new Reading(), null);
        read.clear();

        assertThat(upload.part(700)).isEqualTo(part(700));
        assertThat(read).containsExactly(700);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}x",
                "\"text\"",
                "{\"parts\":[1]}",
                "{\"parts\":[{\"number\":0,\"url\":\"https://host/secret\"}]}",
                "{\"parts\":[{\"number\":10001,\"url\":\"https://host/secret\"}]}",
                "{\"parts\":[{\"number\":1}]}",
                "{\"parts\":[{\"number\":2,\"url\":\"https://host/secret\"},{\"number\":2,\"url\":\"https://host/secret\"}]}",
                "{\"parts\":[{\"number\":1,\"url\":\"https://host/secret\"}],\"bucket\":7}",
            })
    void invalidJsonIsRefusedWithoutItsValues(String json) {
        assertThatThrownBy(() -> PresignedUpload.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bucket", "key", "uploadId", "partSize", "expiresAt", "list", "complete", "abort"})
    void missingFieldIsNamed(String field) throws IOException {
        String json = json(upload(List.of(part(1)), 5L)).replace("\"" + field + "\":", "\"other\":");

        assertThatThrownBy(() -> PresignedUpload.parse(json)).hasMessageContaining("'" + field + "'");
    }

    @Test
    void partBehindTheEndOfTheObjectIsRefused() {
        assertThatThrownBy(() -> upload(List.of(part(1), part(3)), 2_000_000L))
                .hasMessage("upload plan field 'parts': must have numbers up to 2 for this size");
    }

    @Test
    void linkForAnotherMethodIsRefused() {
        assertThatThrownBy(() -> new PresignedUpload(
                        "bucket",
                        "key",
                        "0004",
                        5L,
                        1_048_576,
                        EXPIRES_AT,
                        List.of(part(1)),
                        List.of(link("GET")),
                        link("PUT"),
                        link("DELETE"),
                        null))
                .hasMessage("upload plan field 'complete': must be signed for POST");
    }

    @Test
    void jsonAboveTheLimitIsRefused() {
        InputStream endless = new InputStream() {
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

        assertThatThrownBy(() -> PresignedUpload.parse(endless))
                .hasMessage("upload plan: must be at most 67108864 bytes, was more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"unknown\":[0",
                "{\"bucket\":[0",
                "{\"complete\":{\"unknown\":[0",
                "{\"list\":[0",
                "{\"list\":[{\"requiredHeaders\":[0",
                "{\"parts\":[{\"unknown\":[0",
            })
    void largeValuesNeedLittleMemory(String beginning) {
        InputStream large = new ByteArrayInputStream((beginning + ",{}".repeat(10_000_000)).getBytes(UTF_8));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> PresignedUpload.parse(large)).isInstanceOf(IllegalArgumentException.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(50_000_000);
    }

    @Test
    void moreListLinksThanAnUploadNeedsAreRefused() {
        List<PresignedLink> list = Collections.nCopies(11, link("GET"));
        assertThatThrownBy(() -> new PresignedUpload(
                        "bucket",
                        "key",
                        "0004",
                        null,
                        1_048_576,
                        EXPIRES_AT,
                        List.of(part(1)),
                        list,
                        link("POST"),
                        link("DELETE"),
                        null))
                .hasMessage("upload plan field 'list': must contain at most 10 links");
    }

    @Test
    void streamStaysOpen() throws IOException {
        boolean[] closed = {false};
        InputStream json =
                new ByteArrayInputStream(json(upload(List.of(part(1)), 5L)).getBytes(UTF_8)) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };

        PresignedUpload.parse(json);

        assertThat(closed[0]).isFalse();
    }

    private static PresignedUpload upload(List<PresignedPart> parts, @Nullable Long size) {
        return new PresignedUpload(
                "bucket",
                "dir/name.bin",
                "0004B9895DBBB6E",
                size,
                1_048_576,
                EXPIRES_AT,
                parts,
                List.of(link("GET")),
                link("POST"),
                link("DELETE"),
                link("HEAD"));
    }

    private static PresignedPart part(int number) {
        return new PresignedPart(
                number,
                "https://bucket.oss-cn-hangzhou.aliyuncs.com/dir/name.bin" + QUERY + "&partNumber=" + number,
                Map.of("x-oss-traffic-limit", "819200"));
    }

    private static PresignedLink link(String method) {
        return new LinkFields(Map.of(
                        "url",
                        "https://bucket.oss-cn-hangzhou.aliyuncs.com/dir/name.bin" + QUERY,
                        "method",
                        method,
                        "requiredHeaders",
                        Map.of("content-type", "application/xml")))
                .link();
    }

    private static String json(PresignedUpload upload) {
        return new String(UploadJson.write(upload), UTF_8);
    }
}
