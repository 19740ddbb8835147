// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortUrlTest {

    private static final String ADDRESS = "https://bucket.oss-cn-hangzhou.aliyuncs.com/dir/name.pdf";

    @ParameterizedTest
    @CsvSource({
        "?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-date=20261126T074051Z&x-oss-expires=3600&x-oss-signature=xxxxxx, '?… (V4, ends 2026-11-26T08:40:51Z)'",
        "?x-oss-expires=1&x-oss-date=20261231T235959Z, '?… (V4, ends 2027-01-01T00:00:00Z)'",
        "?OSSAccessKeyId=xxxxxx&Expires=1790000000&Signature=xxxxxx, '?… (V1, ends 2026-09-21T14:13:20Z)'",
        "?Expires=0, '?… (V1, ends 1970-01-01T00:00:00Z)'"
    })
    void showsVersionAndEndOfTheSignature(String query, String shown) {
        assertThat(ShortUrl.of(ADDRESS + query)).isEqualTo(ADDRESS + shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?",
                "?x-oss-process=image/info",
                "?x-oss-date=20261126T074051Z",
                "?x-oss-date=xxxxxx&x-oss-expires=3600",
                "?x-oss-date=20261399T999999Z&x-oss-expires=3600",
                "?x-oss-date=20261126T074051Z&x-oss-expires=9999999999",
                "?a=x-oss-date=20261126T074051Z&x-oss-expires=3600",
                "?Expires=999999999999",
                "?Expires=1a"
            })
    void showsNoEndThatItCannotRead(String query) {
        assertThat(ShortUrl.of(ADDRESS + query)).isEqualTo(ADDRESS + "?…");
    }

    @Test
    void addressWithoutQueryStaysWhole() {
        assertThat(ShortUrl.of(ADDRESS)).isEqualTo(ADDRESS);
    }

    @Test
    void leavesOutTheMiddleOfALongAddress() {
        String url = "https://bucket.oss-cn-hangzhou.aliyuncs.com/" + "a".repeat(3000) + "/name.pdf?Expires=0";

        assertThat(ShortUrl.of(url))
                .hasSizeLessThan(400)
                .startsWith("https://bucket.oss-cn-hangzhou.aliyuncs.com/aaa")
                .contains("a…a")
                .endsWith("/name.pdf?… (V1, ends 1970-01-01T00:00:00Z)");
    }
}
