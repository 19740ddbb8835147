// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.osspresign.link.url.UrlMask;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link has the details in its URL, and keeps the URL unchanged. */
class PresignedLinkTest {

    private static final String URL = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/dir/a%20b.txt"
            + "?versionId=v1&x-oss-credential=ak%2F20241203%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"
            + "&x-oss-date=20241203T034420Z&x-oss-expires=3600&x-oss-signature-version=OSS4-HMAC-SHA256"
            + "&x-oss-signature=f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";

    @Test
    void builderSetsMethodGetAndNoDetails() {
        assertThat(PresignedLink.builder(URL).build())
                .isEqualTo(
                        new PresignedLink(URL, "GET", Map.of(), null, null, null, null, null, null, null, null, null));
    }

    @Test
    void renewalKeepsAllDetails() {
        Instant expiresAt = Instant.parse("2026-12-31T23:59:59Z");
        PresignedLink link =
                new PresignedLink(URL, "PUT", Map.of("a", "b"), expiresAt, "b", "k", "v", 1L, "e", "2", "id", null);
        PresignedLink expired = PresignedLink.builder(URL + "&x=1").build();

        PresignedLink renewal = link.asRenewalOf(expired);

        assertThat(renewal.isRenewalOf(expired)).isTrue();
        assertThat(renewal.asRenewalOf(null)).isEqualTo(link);
    }

    @Test
    void takesDetailsFromPresignedUrl() {
        PresignedLink link = PresignedLink.of(URL);

        assertThat(link)
                .isEqualTo(PresignedLink.builder(URL)
                        .expiresAt(Instant.parse("2024-12-03T04:44:20Z"))
                        .bucket("examplebucket")
                        .key("dir/a b.txt")
                        .versionId("v1")
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cdn.example.com/a%20b/k.csv?auth_key=1444435200-0-0-80cd3862d699b7118eed99103f2a3a4f",
                "https://cdn.example.com/201508150800/9044548ef1527deadafa49a890a377f0/a%20b/k.csv",
                "https://cdn.example.com/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/a%20b/k.csv",
                "https://cdn.example.com/a%20b/k.csv?KEY1=a37fa50a5fb8f71214b1e7c95ec7a1bd&KEY2=55CE8100",
                "https://cdn.example.com/a%20b/k.csv?sign=a37fa50a5fb8f71214b1e7c95ec7a1bd&time=1444435200",
            })
    void takesOnlyTheKeyFromTheUrlOfACdnAndShowsNoHash(String url) {
        PresignedLink link = PresignedLink.of(url);

        assertThat(link).isEqualTo(PresignedLink.builder(url).key("a b/k.csv").build());
        assertThat(link.toString()).contains("/k.csv").doesNotContainPattern("[0-9a-f]{32}");
        assertThat(UrlMask.credentials(url)).anyMatch(secret -> secret.matches("(?:[0-9]+-0-0-)?[0-9a-f]{32}"));
        assertThat(link.agreesWithUrl()).isTrue();
        assertThat(PresignedLink.builder(url).key("other").build().agreesWithUrl())
                .isFalse();
    }

    @Test
    void hasNoDetailsOfOtherUrls() {
        for (String url : new String[] {
            "https://files.example.com/a?token=x",
            "https://b.oss-cn-hangzhou.aliyuncs.com/201508150800/9044548ef1527deadafa49a890a377f0/k",
            "https://files.example.com/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/",
            "https://files.example.com/a37fa50a5fb8f71214b1e7c95ec7a1bd/20261130/k",
            "https://files.example.com/k?auth_key=1-0-0-a37fa50a5fb8f71214b1e7c95ec7a1bd&x=1",
            URL.replace("x-oss-date", "x-oss-time"),
            "",
            "not a link"
        }) {
            PresignedLink link = PresignedLink.of(url);

            assertThat(link).isEqualTo(PresignedLink.builder(url).build());
        }
    }

    @Test
    void toStringHidesSignature() {
        assertThat(PresignedLink.of(URL).toString())
                .contains("GET", "examplebucket", "until 2024-12-03T04:44:20Z")
                .doesNotContain("f2f5cd2a", "ak%2F");
    }

    @Test
    void requiredHeadersAreImmutableOrderedCopy() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-oss-meta-b", "2");
        headers.put("Content-Type", "text/plain");
        PresignedLink link = PresignedLink.builder(URL)
                .method("PUT")
                .requiredHeaders(headers)
                .build();
        headers.clear();

        assertThat(link.requiredHeaders().keySet()).containsExactly("x-oss-meta-b", "Content-Type");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> link.requiredHeaders().clear());
    }

    @Test
    void renewalIsBoundToUrlOfExpiredLink() {
        PresignedLink expired = PresignedLink.of(URL);
        PresignedLink fresh = PresignedLink.of(URL + "0").asRenewalOf(expired);

        assertThat(LinkJson.read(LinkJson.write(fresh))).isEqualTo(fresh);
        assertThat(fresh.isRenewalOf(expired)).isTrue();
        assertThat(fresh.isRenewalOf(PresignedLink.of(URL + "1"))).isFalse();
        assertThat(expired.isRenewalOf(expired)).isFalse();
        assertThat(fresh.asRenewalOf(null).renewalOf()).isNull();
        assertThat(LinkJson.read("{\"url\":\"" + URL + "\",\"renewalOf\":\"\"}").isRenewalOf(expired))
                .isFalse();
        assertThat(fresh).asString().doesNotContain(fresh.renewalOf());
    }
}
