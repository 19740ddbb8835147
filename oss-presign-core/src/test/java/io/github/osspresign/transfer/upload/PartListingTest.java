// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.osspresign.transfer.failure.PlainFailure;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of multipart uploads: the list of the parts, which is not trusted, and the one that completes the upload. */
class PartListingTest {

    private static final String ETAG = "3349DC700140D7F86A0784842780****";

    private static String part(Object number, Object size, String etag, String crc64) {
        return "<Part><PartNumber>" + number
                + "</PartNumber><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>" + etag
                + "</ETag><HashCrc64ecma>" + crc64 + "</HashCrc64ecma><Size>" + size + "</Size></Part>";
    }

    private static String part(int number) {
        return part(number, 102_400, "&quot;" + ETAG + "&quot;", "1");
    }

    private static String document(String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListPartsResult>\n  <Bucket>b</Bucket><Key>k</Key>"
                + content + "</ListPartsResult>";
    }

    @Test
    void readsPartsOfADocument() throws Exception {
        PartListing listing = PartListing.parse(document("<IsTruncated>true</IsTruncated>\n"
                + part(1, 0, "\"" + ETAG + "\"", "18446744073709551615")
                + part(10_000, 5_368_709_120L, ETAG, "x")));
        assertThat(listing.truncated()).isTrue();
        assertThat(listing.parts())
                .containsExactly(
                        new StoredPart(1, ETAG, 0, "18446744073709551615"),
                        new StoredPart(10_000, ETAG, 5_368_709_120L, null));
    }

    @Test
    void readsPageOf1000PartsAndSkipsWhatItDoesNotKnow() throws Exception {
        String parts = IntStream.rangeClosed(1, 1000)
                .mapToObj(PartListingTest::part)
                .collect(Collectors.joining("<Owner><Id><A/><B>x</B></Id></Owner><!-- a comment -->"));
        assertThat(document(parts).getBytes(UTF_8)).hasSizeLessThan(PartListing.LONGEST);
        PartListing listing = PartListing.parse("\uFEFF" + document(parts));
        assertThat(listing.parts()).hasSize(1000);
        assertThat(listing.truncated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SECRET",
                "<html>SECRET</html>",
                "<ListPartsResult>",
                "<ListPartsResult><Part>",
                "<ListPartsResult>SECRET</ListPartsResult>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ListPartsResult><Key>&e;</Key></ListPartsResult>",
                "<Error><Code>SECRET</Code></Error>"
            })
    void refusesOtherDocuments(String document) {
        assertThatExceptionOfType(PlainFailure.class)
                .isThrownBy(() -> PartListing.parse(document))
                .withMessageStartingWith("list of the stored parts: must be ")
                .withMessageNotContaining("SECRET")
                .withNoCause();
    }

    @Test
    void refusesInvalidParts() {
        assertRefused("have part numbers from 1 to 10000", part(0));
        assertRefused("have part numbers from 1 to 10000", part(10_001));
        assertRefused("have part numbers from 1 to 10000", part("-1", 1, ETAG, "1"));
        assertRefused("have part numbers from 1 to 10000", part("4294967297", 1, ETAG, "1"));
        assertRefused("have part numbers from 1 to 10000", part("99999999999999999999", 1, ETAG, "1"));
        assertRefused("have part numbers from 1 to 10000", "<Part/>");
        assertRefused("have sizes from 0 to 5368709120 bytes", part(1, "-1", ETAG, "1"));
        assertRefused("have sizes from 0 to 5368709120 bytes", part(1, 5_368_709_121L, ETAG, "1"));
        assertRefused("have the entity tag of each part", part(1, 1, "", "1"));
        assertRefused("have the entity tag of each part", part(1, 1, "a b", "1"));
        assertRefused("have ascending part numbers", part(1) + part(1));
        assertRefused("have ascending part numbers", part(2) + part(1));
        String parts =
                IntStream.rangeClosed(1, 1001).mapToObj(PartListingTest::part).collect(Collectors.joining());
        assertRefused("have at most 1000 parts", parts);
    }

    private static void assertRefused(String rule, String parts) {
        assertThatExceptionOfType(PlainFailure.class)
                .isThrownBy(() -> PartListing.parse(document(parts)))
                .withMessage("list of the stored parts: must " + rule);
    }

    @Test
    void writesListThatCompletesAnUpload() throws IOException {
        UploadedParts parts = new UploadedParts();
        parts.add(new UploadedPart(7, "a<b>&c", 0, 1, false));
        parts.add(new UploadedPart(1, "A1", 0, 1, false));
        assertThat(parts.completion().open())
                .asString(UTF_8)
                .isEqualTo("<CompleteMultipartUpload>"
                        + "<Part><PartNumber>1</PartNumber><ETag>\"A1\"</ETag></Part>"
                        + "<Part><PartNumber>7</PartNumber><ETag>\"a&lt;b&gt;&amp;c\"</ETag></Part>"
                        + "</CompleteMultipartUpload>");
    }
}
