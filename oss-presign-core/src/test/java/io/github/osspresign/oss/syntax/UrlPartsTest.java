// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPartsTest {

    @ParameterizedTest
    @CsvSource({
        "https://b.h/k?a=b#f,         https, , b.h,       b.h, /k,  a=b, f",
        "HTTPS://B.H:80/k,            https, , B.H:80,    b.h, /k,  ,",
        "http://u:p@b.h:/k?,          http,  u:p, b.h:,   b.h, /k,  '',",
        "https://u@v@b.h/k@l?m@n,     https, u@v, b.h,    b.h, /k@l, m@n,",
        "https://b.h,                 https, , b.h,       b.h, '',  ,",
        "https://b.h?a/b?c,           https, , b.h,       b.h, '',  a/b?c,",
        "https://b.h#a?b/c,           https, , b.h,       b.h, '',  , a?b/c",
        "https://b.h/a#,              https, , b.h,       b.h, /a,  , ''",
        "https://[::1]:8443/k,        https, , [::1]:8443, [::1], /k, ,",
        "https://b.h//a://b,          https, , b.h,       b.h, //a://b, ,",
        "ftp+x://h/k,                 ftp+x, , h,         h,   /k,  ,",
        "https://,                    https, , '',        '',  '',  ,"
    })
    void splitsUrl(
            String url,
            String scheme,
            String userInfo,
            String authority,
            String host,
            String path,
            String query,
            String fragment) {
        UrlParts parts = Objects.requireNonNull(UrlParts.of(url));
        assertThat(parts.scheme()).isEqualTo(scheme);
        assertThat(parts.userInfo()).isEqualTo(userInfo);
        assertThat(parts.authority()).isEqualTo(authority);
        assertThat(parts.host()).isEqualTo(host);
        assertThat(parts.path()).isEqualTo(path);
        assertThat(parts.query()).isEqualTo(query);
        assertThat(parts.fragment()).isEqualTo(fragment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b.h/k", "://h", "https:/h", "1a://h", "a b://h", "a?b://h", " https://h"})
    void findsNoPartsWithoutScheme(String text) {
        assertThat(UrlParts.of(text)).isNull();
    }

    @Test
    void showsNoSecrets() {
        assertThat(UrlParts.of("https://user:pass@b.h:8443/key?x-oss-signature=abc#token"))
                .hasToString("UrlParts[https://b.h]");
    }
}
