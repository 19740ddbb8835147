// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.CdnKind;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.CdnSigner;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.Vectors;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published JSON Schema accepts what is written, and rejects what is not read as far as a schema can. */
class LinkSchemaTest {

    private static final LinkSchema LINK = new LinkSchema("link");
    private static final LinkSchema LINKS = new LinkSchema("links");
    private static final LinkSchema PLAN = new LinkSchema("uploadPlan");

    static Stream<String> samples() {
        return Stream.of("1.0", "1.x")
                .flatMap(version -> FormatSample.names(version).stream())
                .filter(name -> name.endsWith(".json") || name.endsWith(".jsonl"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsValid(String name) {
        String text = new FormatSample(name).text();

        if (name.endsWith(".jsonl")) {
            assertThat(text.lines())
                    .allSatisfy(line -> assertThat(LINK.errors(line)).isEmpty());
        } else {
            LinkSchema schema = name.contains("/links") ? LINKS : name.contains("/upload-plan") ? PLAN : LINK;
            assertThat(schema.errors(text)).isEmpty();
        }
    }

    @Test
    void everyLinkOfTheVectorsIsWrittenValid() {
        assertThat(Vectors.read("presign-vectors.jsonl")).hasSize(650).allSatisfy(vector -> {
            String json = LinkJson.write(PresignedLink.of(vector.text("expectedUrl"), vector.text("method")));
            assertThat(LINK.errors(json)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(CdnKind.class)
    void everyCdnLinkIsWrittenValid(CdnKind kind) {
        PresignRequest request = PresignRequest.builder(
                        HttpMethod.GET,
                        ServiceEndpoint.parse("cdn.example.com", AddressStyle.CNAME),
                        "examplebucket",
                        "a b")
                .lifetime(Duration.ofHours(1))
                .build();
        CdnSigner signer = new CdnSigner(kind, List.of("0123456789abcdef"), CdnSigner.DEFAULT_VALIDITY, List.of());
        PresignedLink link = PresignedLink.of(signer.presign(request, Instant.parse("2026-12-01T10:00:00Z")));

        assertThat(LINK.errors(LinkJson.write(link))).isEmpty();
    }

    @Test
    void largestUploadPlanIsWrittenValid() {
        PresignedUpload plan = PresignedUpload.parse(new FormatSample("1.0/upload-plan.json").text());
        PresignedUpload largest = new PresignedUpload(
                plan.bucket(),
                plan.key(),
                plan.uploadId(),
                53_687_091_200_000L,
                5_368_709_120L,
                plan.expiresAt(),
                IntStream.rangeClosed(1, 10_000)
                        .mapToObj(number -> new PresignedPart(number, "https://host/a?partNumber=" + number, Map.of()))
                        .toList(),
                Collections.nCopies(10, plan.list().get(0)),
                plan.complete(),
                plan.abort(),
                null);

        assertThat(PLAN.errors(new String(UploadJson.write(largest), UTF_8))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "url, ",
        "url, 7",
        "url, '\"\"'",
        "url, '\" \"'",
        "method, 7",
        "requiredHeaders, '\"a\"'",
        "requiredHeaders, '[]'",
        "requiredHeaders, '{\"a\":1}'",
        "requiredHeaders, '{\"a\":null}'",
        "expiresAt, 1733201060",
        "expiresAt, '\"tomorrow\"'",
        "expiresAt, '\"2026-01-31\"'",
        "expiresAt, '\"2026-01-31T00:00:00\"'",
        "bucket, true",
        "key, '[\"a\"]'",
        "key, '\"\"'",
        "key, '\"/a\"'",
        "key, '\"\\\\a\"'",
        "versionId, 1.5",
        "size, '\"17\"'",
        "size, -1",
        "size, 1.5",
        "size, 9223372036854775808",
        "etag, '{}'",
        "crc64, -1",
        "crc64, 1.5",
        "crc64, 18446744073709551616",
        "crc64, '\"1e9\"'",
        "crc64, '\" 9\"'",
        "crc64, '\"\"'",
        "crc64, '[7]'",
        "id, 7",
        "renewalOf, 7",
    })
    void linkThatIsNotReadIsInvalid(String field, @Nullable String value) {
        String json = field.equals("url")
                ? value == null ? "{}" : "{\"url\":" + value + "}"
                : "{\"url\":\"https://files.example.com/a\",\"" + field + "\":" + value + "}";

        assertThatIllegalArgumentException().isThrownBy(() -> LinkJson.read(json));
        assertThat(LINK.errors(json)).isNotEmpty();
    }

    @Test
    void moreThan100RequiredHeadersAndKeysOfMoreThan1023CharactersAreInvalid() throws IOException {
        Map<String, String> headers = new HashMap<>();
        IntStream.rangeClosed(0, 100).forEach(i -> headers.put("x-oss-meta-" + i, ""));
        for (Map<String, ?> field : List.of(Map.of("requiredHeaders", headers), Map.of("key", "a".repeat(1024)))) {
            Map<String, Object> fields = new HashMap<>(field);
            fields.put("url", "https://files.example.com/a");
            String json = JSON.std.asString(fields);

            assertThatIllegalArgumentException().isThrownBy(() -> LinkJson.read(json));
            assertThat(LINK.errors(json)).isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "bucket, ",
        "bucket, 7",
        "key, ",
        "key, '\"\"'",
        "uploadId, ",
        "size, -1",
        "size, 53687091200001",
        "partSize, ",
        "partSize, 102399",
        "partSize, 5368709121",
        "expiresAt, ",
        "expiresAt, '\"tomorrow\"'",
        "parts, ",
        "parts, '[]'",
        "parts, '[1]'",
        "parts, '[{\"number\":0,\"url\":\"https://host/a\"}]'",
        "parts, '[{\"number\":10001,\"url\":\"https://host/a\"}]'",
        "parts, '[{\"number\":1}]'",
        "parts, '[{\"number\":1,\"url\":\"https://host/a\",\"requiredHeaders\":[]}]'",
        "list, ",
        "list, '[]'",
        "list, '[{\"method\":\"PUT\",\"url\":\"https://host/a\"}]'",
        "complete, ",
        "complete, '{\"url\":\"https://host/a\"}'",
        "complete, '{\"method\":\"PUT\",\"url\":\"https://host/a\"}'",
        "abort, ",
        "abort, '{\"method\":\"POST\",\"url\":\"https://host/a\"}'",
        "object, '{\"method\":\"GET\",\"url\":\"https://host/a\"}'",
        "object, '{\"method\":\"HEAD\"}'",
    })
    void uploadPlanThatIsNotReadIsInvalid(String field, @Nullable String value) throws IOException {
        Map<String, Object> fields = new FormatSample("1.0/upload-plan.json").fields();
        fields.remove(field);
        if (value != null) {
            fields.put(field, JSON.std.anyFrom(value));
        }
        String json = JSON.std.asString(fields);

        assertThatIllegalArgumentException().isThrownBy(() -> PresignedUpload.parse(json));
        assertThat(PLAN.errors(json)).isNotEmpty();
    }

    @Test
    void schemaOfTheWholeFormatTellsLinksListsAndPlans() {
        LinkSchema any = new LinkSchema("document");

        for (String name : List.of("1.0/link-v4.json", "1.0/links.json", "1.0/upload-plan.json")) {
            assertThat(any.errors(new FormatSample(name).text())).as(name).isEmpty();
        }
        assertThat(any.errors("{\"key\":\"a\"}")).isNotEmpty();
    }
}
