// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fast paths of the mask give the same result as its patterns. */
class UrlMaskDifferentialTest {

    private static final int URLS = 200_000;
    private static final List<String> PIECES = List.of(
            "https://",
            "http://",
            "://",
            "HTTPS://",
            "b.oss-cn-hangzhou.aliyuncs.com",
            "[::1]:8443",
            "h:1",
            "/202611300412",
            "/80cd3862d699b7118eed99103f2a3a4f",
            "/55CE8100",
            "user:se@",
            "/",
            "//",
            "?",
            "&",
            "=",
            "#",
            ";",
            "%",
            "%2",
            "%25",
            "%26",
            "%3D",
            "%3d",
            "%3F",
            "%0A",
            "%20",
            "%E6%8A%A5",
            "%A",
            "%2520",
            "%253D",
            "+",
            " ",
            "\n",
            "\u2028",
            "\u200b",
            "\uD83D",
            "\uFF1D",
            "&amp;",
            "&#61;",
            "<",
            "\"",
            "'",
            "a",
            "K",
            "7",
            "-",
            "_",
            ".",
            "~",
            "x-",
            "X-",
            "oss-",
            "amz-",
            "signature",
            "Signature",
            "credential",
            "token",
            "secret",
            "sig",
            "password",
            "AccessKeyId",
            "accesskeyid",
            "OSS",
            "AWS",
            "OSSAccessKeyId",
            "x-oss-signature",
            "x-oss-signature-version",
            "x-oss-credential",
            "x-oss-security-token",
            "x-oss-date",
            "x-oss-expires",
            "x-oss-process",
            "Expires",
            "versionId",
            "response-content-type",
            "20241203T034420Z",
            "3600",
            "OSS4-HMAC-SHA256",
            "image/resize,w_1",
            "reports/2026/07.csv",
            "c0ffee7e57c0ffee");

    @Test
    void masksRandomUrlsLikeReferenceMask() {
        long seed = Long.getLong("seed", 20261125L);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int readable = 0;
        for (int i = 0; i < URLS; i++) {
            StringBuilder url = new StringBuilder(random.nextInt(4) == 0 ? "" : "https://h/");
            for (int remaining = random.nextInt(10); remaining > 0; remaining--) {
                url.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            String masked = UrlMask.mask(url.toString());
            assertThat(masked).as("seed %d, url '%s'", seed, url).isEqualTo(ReferenceUrlMask.mask(url.toString()));
            readable += masked.equals(UrlMask.HIDDEN) ? 0 : 1;
        }
        assertThat(readable).as("URLs that are shown").isGreaterThan(URLS / 2);
    }
}
