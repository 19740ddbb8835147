// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The CDN port serves the private bucket for links that are signed with its key, and refuses others with its reason. */
class CdnTest {

    private static final String KEY = "aliyuncdnexp1234";
    /** Time stamp of the published examples of kinds B and C. */
    private static final Instant STAMP = Instant.parse("2015-08-15T00:00:00Z");

    private final SettableClock clock = new SettableClock(STAMP.toString());

    private OssDevServer start(String kind) {
        OssDevServer server = OssDevServer.builder()
                .bucket("demo")
                .clock(clock)
                .cdn(0, kind, KEY, Duration.ofMinutes(30))
                .start();
        server.putObject("demo", "a b/k.csv", "0123456789".getBytes(UTF_8));
        server.putObject("demo", "test.flv", "flv".getBytes(UTF_8));
        return server;
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    }

    private static String link(String kind, String uri) throws Exception {
        long seconds = STAMP.getEpochSecond();
        String hex = Long.toHexString(seconds).toUpperCase(Locale.ROOT);
        return switch (kind) {
            case "A" -> uri + "?auth_key=" + seconds + "-r-0-" + md5(uri + "-" + seconds + "-r-0-" + KEY);
            case "B" -> "/201508150800/" + md5(KEY + "201508150800" + uri) + uri;
            case "C" -> "/" + md5(KEY + uri + hex) + "/" + hex + uri;
            default -> uri + "?sign=" + md5(KEY + uri + seconds) + "&time=" + seconds;
        };
    }

    private static Http.Response get(OssDevServer server, String target, String... headers) {
        return Http.get(URI.create(server.cdnEndpoint() + target), headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B", "C", "F"})
    void signedLinkWorksUntilItsValidityHasPassed(String kind) throws Exception {
        try (OssDevServer server = start(kind)) {
            String link = link(kind, "/a%20b/k.csv");

            Http.Response whole = get(server, link);
            assertThat(whole.text()).isEqualTo("0123456789");
            assertThat(whole.header("ETag")).isEqualTo("\"781E5E245D69B566979B86E28D23F2C7\"");
            assertThat(get(server, link, "Range", "bytes=2-4").text()).isEqualTo("234");
            assertThat(Http.head(URI.create(server.cdnEndpoint() + link)).header("Content-Length"))
                    .isEqualTo("10");
            assertThat(server.requests().get(0).target())
                    .startsWith("/demo/a%20b/k.csv?x-oss-credential=")
                    .doesNotContain("auth_key", "sign=", KEY);
            // Parameters are no part of the hash, and do not reach the origin.
            if (!kind.equals("F")) {
                assertThat(get(server, link + (link.contains("?") ? "&" : "?") + "x-oss-process=image/info")
                                .text())
                        .isEqualTo("0123456789");
            }

            clock.advance(Duration.ofMinutes(30));
            get(server, link).assertStatus(200);
            clock.advance(Duration.ofSeconds(1));
            Http.Response expired = get(server, link);
            expired.assertStatus(403);
            assertThat(expired.header("X-Tengine-Error")).isEqualTo("denied by req auth: expired timestamp");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "A, /test.flv, no url arg auth_key",
        "A, /test.flv?auth_key=1439596800-0-0-00000000000000000000000000000000, invalid md5hash",
        "A, /test.flv?auth_key=1439596800-0-0, invalid md5hash",
        "A, /test.flv?auth_key=99999999999999999999-0-0-0, invalid timestamp",
        "B, /201508150800/a37fa50a5fb8f71214b1e7c95ec7a1bd/test.flv, invalid md5hash",
        "B, /201513150800/a37fa50a5fb8f71214b1e7c95ec7a1bd/test.flv, invalid timestamp",
        "B, /test.flv, invalid md5hash",
        "C, /a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8101/test.flv, invalid md5hash",
        "C, /a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/test.fl%76, invalid md5hash",
        "C, /a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100//test.flv, invalid md5hash",
        "C, /A37FA50A5FB8F71214B1E7C95EC7A1BD/55CE8100/test.flv, invalid md5hash",
        "C, /a37fa50a5fb8f71214b1e7c95ec7a1bd/xyz/test.flv, invalid timestamp",
        "F, /test.flv?sign=a37fa50a5fb8f71214b1e7c95ec7a1bd&time=1439596801, invalid md5hash",
        "F, /test.flv, invalid md5hash",
    })
    void otherLinksAreRefusedWithTheReasonInTheHeader(String kind, String target, String reason) {
        try (OssDevServer server = start(kind)) {
            Http.Response refused = get(server, target);

            refused.assertStatus(403);
            assertThat(refused.header("X-Tengine-Error")).isEqualTo("denied by req auth: " + reason);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void publishedExampleIsServedAndOtherMethodsAreNot() {
        try (OssDevServer server = start("C")) {
            String published = "/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/test.flv";
            assertThat(get(server, published).text()).isEqualTo("flv");
            Http.put(URI.create(server.cdnEndpoint() + published), new byte[1]).assertStatus(405);
            Http.delete(URI.create(server.cdnEndpoint() + published)).assertStatus(405);
            assertThat(server.objectBytes("demo", "test.flv")).isEqualTo("flv".getBytes(UTF_8));
        }
    }

    @Test
    void settingsThatCannotWorkAreRefusedWithoutTheKey() {
        OssDevServerBuilder builder = OssDevServer.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.cdn(0, "D", KEY, Duration.ofMinutes(1)))
                .withMessage("cdn: kind must be A, B, C or F, was D");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.cdn(0, "A", "short-key", Duration.ofMinutes(1)))
                .withMessage("cdn: key must be 16 to 32 letters and digits, was another text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.cdn(0, "A", KEY, Duration.ZERO))
                .withMessage("cdn: validity must be a second or more, was PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> builder.cdn(0, "A", KEY, Duration.ofMinutes(1)).start())
                .withMessage("cdn: must have a bucket as its origin, had none");
        try (OssDevServer server = OssDevServer.builder().start()) {
            assertThatThrownBy(server::cdnEndpoint).isInstanceOf(IllegalStateException.class);
        }
    }
}
