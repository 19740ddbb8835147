// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.rules.Assumption;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters of signed URLs: which are required, with which values, and how often. */
class SignedUrlParametersTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private final SettableClock clock = new SettableClock("2026-03-10T12:00:00Z");

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").clock(clock).start();
        server.putObject("demo", "dir/a b+c~中.txt", CONTENT);
    }

    private SignedUrl url(String method) {
        return SignedUrl.of(server, method, "demo", "dir/a b+c~中.txt").signedAt(clock.instant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "604801", "1.5", "ten", "99999999999999999999"})
    void rejectsV4LifetimeAboveOneWeek(String expires) {
        Http.Response response = url("GET").expires(expires).send();
        assertThat(response.status()).isBetween(400, 499);
        assertThat(response.element("EC")).isEqualTo("0002-00000232");
    }

    @Test
    void acceptsV4LifetimeOfWeekAndV1LifetimeOfYear() {
        url("GET").lifetime(Duration.ofDays(7)).send().assertStatus(200);
        Http.get(url("GET").lifetime(Duration.ofDays(365)).v1()).assertStatus(200);
    }

    @Test
    void statusOfBadV4ParameterIsConfigurable() {
        assertThat(url("GET").expires("").send().header("x-oss-ec")).isEqualTo("0002-00000216");
        url("GET").expires("").send().assertStatus(400);
        try (OssDevServer strict = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.BAD_V4_URL_PARAMETER_IS_400, false)
                .start()) {
            SignedUrl.of(strict, "GET", "demo", "k").expires("").send().assertStatus(403);
        }
    }

    @Test
    void statusOfEarlyV4UrlAndSupportOfV1AreConfigurable() {
        Instant later = Instant.now().plus(Duration.ofHours(1));
        url("GET").signedAt(later).send().assertStatus(403);
        try (OssDevServer other = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.EARLY_V4_URL_IS_403, false)
                .assume(Assumption.V1_URL_MAY_END_AFTER_7_DAYS, false)
                .start()) {
            other.putObject("demo", "k", new byte[1]);
            Http.Response early =
                    SignedUrl.of(other, "GET", "demo", "k").signedAt(later).send();
            early.assertStatus(400);
            assertThat(early.element("EC")).isEqualTo("0002-00000235");
            v1(other, Duration.ofDays(6)).assertStatus(200);
            assertThat(v1(other, Duration.ofDays(8)).element("Code")).isEqualTo("AccessDenied");
        }
        try (OssDevServer withoutV1 = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.V1_IS_ACCEPTED, false)
                .start()) {
            withoutV1.putObject("demo", "k", new byte[1]);
            v1(withoutV1, Duration.ofDays(6)).assertStatus(403);
            assertThat(Http.get(URI.create(withoutV1.endpoint() + "/demo/k"), "Authorization", "OSS id:signature")
                            .element("Message"))
                    .isEqualTo("Signature version 1 is not available.");
            SignedUrl.of(withoutV1, "GET", "demo", "k").send().assertStatus(200);
        }
    }

    private static Http.Response v1(OssDevServer server, Duration lifetime) {
        return Http.get(
                SignedUrl.of(server, "GET", "demo", "k").lifetime(lifetime).v1());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-oss-credential", "x-oss-date", "x-oss-expires", "x-oss-signature"})
    void rejectsV4UrlWithoutParameter(String name) {
        String url = url("GET").v4().toString();
        Http.Response response = Http.get(URI.create(url.replaceFirst(name + "=[^&]*&?", "")));
        response.assertStatus(400);
        assertThat(response.element("ArgumentName")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OSSAccessKeyId", "Expires", "Signature"})
    void rejectsV1UrlWithoutParameter(String name) {
        String url = url("GET").v1().toString();
        Http.Response response = Http.get(URI.create(url.replaceFirst(name + "=[^&]*&?", "")));
        response.assertStatus(403);
        assertThat(response.element("Message"))
                .isEqualTo("Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters");
    }

    @Test
    void rejectsV1ExpiresThatIsNotNumber() {
        String url = url("GET").v1().toString();
        Http.Response response = Http.get(URI.create(url.replaceFirst("Expires=[0-9]*", "Expires=tomorrow")));
        response.assertStatus(403);
        assertThat(response.element("Message")).isEqualTo("Invalid date (should be seconds since epoch).");
        assertThat(response.element("EC")).isEqualTo("0002-00000070");
    }

    @Test
    void v1ExpiresInMillisecondsIsFarInTheFuture() {
        String url = url("GET").lifetime(Duration.ofHours(1)).v1().toString();
        Http.Response response = Http.get(URI.create(url.replaceFirst("Expires=([0-9]*)", "Expires=$1000")));
        response.assertError(403, "SignatureDoesNotMatch");
        clock.advance(Duration.ofDays(365));
        Http.get(url("GET").expires(clock.instant().toEpochMilli() + "").v1()).assertStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"beijing", "accelerate", "cn-hangzhou-internal", "oss-cn-hangzhou"})
    void rejectsRegionThatIsNoRegion(String region) {
        assertThat(url("GET").region(region).send().element("EC")).isEqualTo("0002-00000226");
    }

    @Test
    void rejectsAnotherRegionProductOrDay() {
        Http.Response region = url("GET").region("cn-beijing").send();
        region.assertStatus(400);
        assertThat(region.element("Message")).isEqualTo("The signing region in credential is invalid.");
        assertThat(region.element("EC")).isEqualTo("0002-00000226");
        assertThat(url("GET")
                        .region("cn-beijing")
                        .product("oss-cloudbox")
                        .send()
                        .element("EC"))
                .isEqualTo("0002-00000227");
        Http.Response product = url("GET").product("oss-cloudbox").send();
        product.assertStatus(400);
        assertThat(product.element("EC")).isEqualTo("0002-00000227");
        String url = url("GET").v4().toString();
        Http.Response day = Http.get(URI.create(url.replace("%2F20260310%2F", "%2F20260309%2F")));
        day.assertStatus(400);
        assertThat(day.element("EC")).isEqualTo("0002-00000223");
    }

    @Test
    void repeatedV4ParameterIsRejectedUnlessAssumedOtherwise() {
        URI repeated = url("GET").parameter("x-a", "1").parameter("x-a", "2").v4();
        Http.get(repeated).assertStatus(400);
        try (OssDevServer lenient = OssDevServer.builder()
                .bucket("demo")
                .clock(clock)
                .assume(Assumption.REPEATED_V4_PARAMETER_IS_400, false)
                .start()) {
            lenient.putObject("demo", "k", CONTENT);
            URI url = SignedUrl.of(lenient, "GET", "demo", "k")
                    .signedAt(clock.instant())
                    .parameter("x-a", "1")
                    .parameter("x-a", "2")
                    .v4();
            Http.get(url).assertStatus(200);
        }
    }

    @Test
    void firstOfRepeatedV1ParametersCounts() {
        URI url = URI.create(url("GET").v1() + "&Signature=x&Expires=1&OSSAccessKeyId=nobody");
        Http.get(url).assertStatus(200);
    }

    @Test
    void unknownParameterIsSignedByV4ButNotByV1() {
        Http.get(URI.create(url("GET").v4() + "&x-unsigned=1")).assertStatus(403);
        Http.get(URI.create(url("GET").v1() + "&x-unsigned=1")).assertStatus(200);
        Http.get(URI.create(url("GET").v1() + "&response-content-type=x")).assertStatus(403);
        Http.get(URI.create(url("GET").v1() + "&x-oss-traffic-limit=819200")).assertStatus(403);
    }

    @Test
    void rejectsSignatureInUrlAndHeader() {
        Http.get(url("GET").v4(), "Authorization", "OSS id:signature").assertError(400, "InvalidArgument");
        Http.get(url("GET").v1(), "Authorization", "OSS id:signature").assertStatus(400);
    }

    @Test
    void sourceIpIsSigned() {
        String url =
                url("GET").parameter("x-oss-ac-source-ip", "127.0.0.2").v1().toString();
        assertThat(Http.get(URI.create(url.replace("127.0.0.2", "127.0.0.3"))).element("Code"))
                .isEqualTo("SignatureDoesNotMatch");
    }
}
