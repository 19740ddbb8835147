// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.oss.syntax.PercentCoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewrittenUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb%252Fc%3Fd%3D1%26e%2Bf&data=05%7C&reserved=0, https://a.example/b%2Fc?d=1&e+f",
        "https://SAFELINKS.protection.office365.us/?data=x&url=http%3A%2F%2Fa.example, http://a.example",
        "https://eur01.safelinks.protection.outlook.com/ap/t-59584e83/?url=https%3A%2F%2Fa.example&data=05, https://a.example",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_b-5Fc-2Dd-3Fe-3D-252F&d=x&s=_-&e=, https://a.example/b_c-d?e=%2F",
        "https://urldefense.proofpoint.com/v2/url?d=x&u=http-3A__a.example, http://a.example",
        "https://urldefense.com/v3/__https://a.example/b*2Fc*d__;JSs!!token!more$, https://a.example/b%2Fc+d",
        "https://urldefense.com/v3/__https:/a.example/b*2Fc__;JQ!!token!more$, https://a.example/b%2Fc",
        "https://urldefense.us/v3/__https://a.example/b__;!!token!more$, https://a.example/b",
        "https://urldefense.com/v3/__https://a.example/**A*__;JSUr!!token!more$, https://a.example/%%+",
        "https://urldefense.com/v3/__https://a.example/**B__;4pSM4pSQ4pSU!!token!more$, https://a.example/┌┐└"
    })
    void restoresUrlOfKnownScanners(String rewritten, String original) {
        assertThat(RewrittenUrl.original(rewritten)).isEqualTo(original);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/?url=https%3A%2F%2Fb.example",
                "https://safelinks.protection.outlook.com.example/?url=https%3A%2F%2Fb.example",
                "https://xsafelinks.protection.outlook.com/?url=https%3A%2F%2Fb.example",
                "http://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fb.example",
                "https://nam02.safelinks.protection.outlook.com/?url=",
                "https://nam02.safelinks.protection.outlook.com/?url=file%3A%2F%2Fetc",
                "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa%0Ab",
                "https://urldefense.proofpoint.com/v2/url?u=javascript-3Aa&d=x",
                "https://urldefense.com/v3/__https://a.example/*__;!!token!more$",
                "https://urldefense.com/v3/__https://a.example/**_*__;JSUr!!token!more$",
                "https://urldefense.com/v3/__https://a.example/*__;J!!token!more$",
                "https://urldefense.com/v3/__https://a.example/*__;JSUr",
                "https://urldefense.com/v2/url?u=https-3A__a.example",
                ""
            })
    void keepsOtherAndDamagedUrls(String url) {
        assertThat(RewrittenUrl.original(url)).isEqualTo(url);
    }

    @Test
    void restoresFourLevelsAtMost() {
        String url = "https://a.example/0";
        for (int i = 0; i < 5; i++) {
            url = "https://a.safelinks.protection.outlook.com/?url=" + PercentCoding.PARAMETER.encode(url);
        }
        assertThat(RewrittenUrl.original(url)).startsWith("https://a.safelinks").hasSizeLessThan(url.length() / 4);
    }
}
