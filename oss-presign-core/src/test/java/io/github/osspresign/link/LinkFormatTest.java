// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.link.manifest.LinkEntry;
import io.github.osspresign.link.manifest.LinkManifest;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every version reads what version 1.0 has written, and what later versions of the format add. */
class LinkFormatTest {

    private static final String BUCKET = "examplebucket";
    private static final String KEY = "reports/2026 Q1+2/\u62a5\u544a \u00fc.csv";
    private static final String UPLOAD_ID = "0004B9895DBBB6EC98E36";
    private static final Instant END = Instant.parse("2026-12-01T11:00:00Z");
    private static final String VERSION = "CAEQMhiBgIDXiaaB0BYiIGQzYmRk";
    private static final String RENEWAL_OF = "97f24d4aef5e550763eb48fe85316bb9fca65faf08fce2cec1ef2731fba52070";
    private static final PresignedLink FILE =
            PresignedLink.builder("https://files.example.com/a.csv").build();

    private static Arguments sample(String name, UnaryOperator<PresignedLink.Builder> details) {
        return Arguments.of(name, details);
    }

    static List<Arguments> linksOf1_0() {
        return List.of(
                sample("link-accelerate.json", link -> link),
                sample(
                        "link-all-fields.json",
                        link -> link.requiredHeaders(Map.of("x-oss-meta-by", "example"))
                                .versionId(VERSION)
                                .size(5_368_709_121L)
                                .etag("5B3C1A2E053D763E1B002CC607C5A0FE-3")
                                .crc64("18446744073709551615")
                                .id("order-17")
                                .renewalOf(RENEWAL_OF)),
                sample("link-cdn-a.json", link -> link),
                sample("link-cdn-b.json", link -> link),
                sample("link-cdn-c.json", link -> link),
                sample("link-cdn-f.json", link -> link),
                sample("link-container.json", link -> link),
                sample("link-custom-domain.json", link -> link),
                sample("link-internal.json", link -> link),
                sample("link-local-development.json", link -> link),
                sample("link-of-version.json", link -> link.versionId(VERSION)),
                sample("link-sts.json", link -> link),
                sample("link-unsigned.json", link -> link.bucket(null).key(null).expiresAt(null)),
                sample(
                        "link-upload.json",
                        link -> link.method("PUT")
                                .requiredHeaders(Map.of(
                                        "Content-Type", "text/csv; charset=\"utf-8\"", "x-oss-meta-by", "example"))),
                sample("link-v1.json", link -> link),
                sample("link-v4.json", link -> link),
                sample(
                        "refresh-reply.json",
                        link -> link.expiresAt(Instant.parse("2026-12-01T13:00:00Z"))
                                .renewalOf(RENEWAL_OF)),
                sample("refresh-request.json", link -> link.id("order-17")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("linksOf1_0")
    void everyVersionReadsTheLinksOf1_0(String name, UnaryOperator<PresignedLink.Builder> details) {
        FormatSample sample = new FormatSample("1.0/" + name);
        PresignedLink.Builder common = PresignedLink.builder(
                        (String) sample.fields().get("url"))
                .expiresAt(END)
                .bucket(BUCKET)
                .key(KEY);

        assertThat(PresignedLink.parse(sample.text()))
                .isEqualTo(details.apply(common).build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("linksOf1_0")
    void everyLinkIsWrittenAsIn1_0(String name) {
        String json = new FormatSample("1.0/" + name).text();

        assertThat(LinkJson.write(LinkJson.read(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0/links.json", "1.0/links.jsonl"})
    void everyVersionReadsTheListsOf1_0WithEachOptionalField(String name) {
        assertThat(links(name))
                .containsExactly(
                        FILE,
                        FILE.toBuilder().method("PUT").build(),
                        FILE.toBuilder()
                                .requiredHeaders(Map.of("Content-Type", "text/csv"))
                                .build(),
                        FILE.toBuilder()
                                .expiresAt(Instant.parse("2026-12-01T10:00:00.5Z"))
                                .build(),
                        FILE.toBuilder().bucket(BUCKET).build(),
                        FILE.toBuilder().key("a.csv").build(),
                        FILE.toBuilder().versionId("v1").build(),
                        FILE.toBuilder().size(0L).build(),
                        FILE.toBuilder().etag("5B3C").build(),
                        FILE.toBuilder().crc64("0").build(),
                        FILE.toBuilder().id("order-17").build(),
                        FILE.toBuilder().renewalOf(RENEWAL_OF).build());
    }

    @Test
    void everyVersionReadsTheTableAndTheUrlsOf1_0() {
        assertThat(links("1.0/links.csv"))
                .containsExactly(
                        FILE.toBuilder()
                                .method("PUT")
                                .expiresAt(Instant.parse("2026-12-01T10:00:00.5Z"))
                                .bucket(BUCKET)
                                .key("a.csv")
                                .versionId("v1")
                                .size(0L)
                                .etag("5B3C")
                                .crc64("0")
                                .id("order-17")
                                .build(),
                        FILE);
        assertThat(links("1.0/links.txt"))
                .containsExactly(PresignedLink.parse(new FormatSample("1.0/link-v4.json").text()), FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0/upload-plan.json", "1.x/upload-plan.json"})
    void everyVersionReadsTheUploadPlanOf1_0(String name) {
        FormatSample sample = new FormatSample(name);

        PresignedUpload plan = PresignedUpload.parse(sample.text());

        assertThat(plan)
                .isEqualTo(new PresignedUpload(
                        BUCKET,
                        KEY,
                        UPLOAD_ID,
                        2_500_000L,
                        1_048_576,
                        END,
                        parts(sample, Map.of("x-oss-traffic-limit", "819200")),
                        List.of(link(sample, "list", "GET", Map.of())),
                        link(sample, "complete", "POST", Map.of("content-type", "application/xml")),
                        link(sample, "abort", "DELETE", Map.of()),
                        link(sample, "object", "HEAD", Map.of())));
        assertThat(plan.parts()).extracting(PresignedPart::number).containsExactly(1, 2, 3);
    }

    @Test
    void everyVersionReadsTheUploadPlanOf1_0WithoutOptionalFields() {
        FormatSample sample = new FormatSample("1.0/upload-plan-of-unknown-size.json");

        assertThat(PresignedUpload.parse(sample.text()))
                .isEqualTo(new PresignedUpload(
                        BUCKET,
                        KEY,
                        UPLOAD_ID,
                        null,
                        102_400,
                        END,
                        parts(sample, Map.of()),
                        List.of(link(sample, "list", "GET", Map.of())),
                        link(sample, "complete", "POST", Map.of("content-type", "application/xml")),
                        link(sample, "abort", "DELETE", Map.of()),
                        null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0/upload-plan.json", "1.0/upload-plan-of-unknown-size.json"})
    void everyUploadPlanIsWrittenAsIn1_0(String name) {
        String json = new FormatSample(name).text();

        assertThat(new String(UploadJson.write(PresignedUpload.parse(json)), UTF_8))
                .isEqualTo(json);
    }

    @Test
    void linkOfALaterVersionIsReadWithoutItsUnknownFields() {
        assertThat(PresignedLink.parse(new FormatSample("1.x/link.json").text()))
                .isEqualTo(PresignedLink.parse(new FormatSample("1.0/link-all-fields.json").text()));
        assertThat(links("1.x/links.json")).isEqualTo(links("1.0/links.json").subList(0, 2));
        assertThat(links("1.x/links.csv")).containsExactly(FILE);
    }

    @Test
    void everySampleIsRead() {
        List<String> read = new ArrayList<>();
        linksOf1_0().forEach(sample -> read.add("1.0/" + sample.get()[0]));
        read.addAll(List.of(
                "1.0/links.csv",
                "1.0/links.json",
                "1.0/links.jsonl",
                "1.0/links.txt",
                "1.0/upload-plan-of-unknown-size.json",
                "1.0/upload-plan.json"));

        assertThat(FormatSample.names("1.0")).containsExactlyInAnyOrderElementsOf(read);
    }

    private static List<PresignedLink> links(String name) {
        List<PresignedLink> links = new ArrayList<>();
        try (LinkManifest manifest = new LinkManifest(new StringReader(new FormatSample(name).text()))) {
            manifest.forEachRemaining(entry -> links.add(((LinkEntry.Usable) entry).link()));
        }
        return links;
    }

    private static List<PresignedPart> parts(FormatSample sample, Map<String, String> headers) {
        List<PresignedPart> parts = new ArrayList<>();
        for (Object part : (List<?>) sample.fields().get("parts")) {
            parts.add(new PresignedPart(parts.size() + 1, (String) ((Map<?, ?>) part).get("url"), headers));
        }
        return parts;
    }

    /** Returns the link in a field, or the first one of a list. */
    private static PresignedLink link(FormatSample sample, String field, String method, Map<String, String> headers) {
        Object value = sample.fields().get(field);
        Map<?, ?> link = (Map<?, ?>) (value instanceof List<?> list ? list.get(0) : value);
        return PresignedLink.builder((String) link.get("url"))
                .method(method)
                .requiredHeaders(headers)
                .expiresAt(END)
                .bucket(BUCKET)
                .key(KEY)
                .build();
    }
}
