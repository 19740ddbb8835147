// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access keys of STS are valid only with their own token and until its end. */
class SecurityTokenTest {

    private final SettableClock clock = new SettableClock("2026-03-10T12:00:00Z");

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder()
                .bucket("demo")
                .clock(clock)
                .securityToken(
                        "STS.one", "secret-one", "token-one+/=", clock.instant().plus(Duration.ofHours(1)))
                .securityToken(
                        "STS.two", "secret-two", "token-two", clock.instant().plus(Duration.ofHours(1)))
                .start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    private SignedUrl one() {
        return SignedUrl.of(server, "GET", "demo", "k")
                .signedAt(clock.instant())
                .lifetime(Duration.ofHours(12))
                .accessKey("STS.one", "secret-one");
    }

    private static Http.Response assertRefused(URI url, String code, String ec) {
        Http.Response response = Http.get(url);
        response.assertError(403, code);
        assertThat(response.element("EC")).isEqualTo(ec);
        return response;
    }

    @Test
    void securityTokenIsValidUntilItsEndEvenIfUrlIsValidLonger() {
        URI v4 = one().token("token-one+/=").v4();
        URI v1 = one().token("token-one+/=").v1();
        clock.advance(Duration.ofHours(1));
        Http.get(v4).assertStatus(200);
        Http.get(v1).assertStatus(200);
        clock.advance(Duration.ofMillis(1));
        for (URI url : new URI[] {v4, v1}) {
            assertThat(assertRefused(url, "SecurityTokenExpired", "0002-00000007")
                            .element("SecurityToken"))
                    .isEqualTo("token-one+/=");
        }
    }

    @Test
    void stsKeyWithoutTokenIsUnknownAndErrorNamesToken() {
        for (URI url : new URI[] {
            one().v4(), one().v1(), one().accessKey("STS.unknown", "secret").v4()
        }) {
            assertThat(assertRefused(url, "InvalidAccessKeyId", "0002-00000003").element("Message"))
                    .isEqualTo("The OSS Access Key Id you provided does not exist in our records."
                            + " The Security Token may be lost to specify that it is a STS Access Id.");
        }
    }

    @Test
    void stsKeyWithAnotherTokenIsRejected() {
        assertRefused(one().token("token-two").v4(), "AccessKeyIdAndSecurityTokenNotMatch", "");
        assertRefused(one().token("no-token").v4(), "InvalidSecurityToken", "");
    }

    @Test
    void permanentKeyWithUnknownTokenIsUnknown() {
        SignedUrl url = SignedUrl.of(server, "GET", "demo", "k")
                .signedAt(clock.instant())
                .token("no-token");
        assertRefused(url.v4(), "InvalidAccessKeyId", "0002-00000902");
        assertRefused(url.v1(), "InvalidAccessKeyId", "0002-00000902");
    }

    @Test
    void v1UrlNeedsTokenInUrl() {
        Http.Response response = Http.get(
                one().header("x-oss-security-token", "token-one+/=").v1(), "x-oss-security-token", "token-one+/=");
        response.assertStatus(403);
        assertThat(response.element("EC")).isEqualTo("0002-00000005");
    }

    @Test
    void v4UrlWithTokenIsValidForAtMostTwelveHours() {
        Http.get(one().token("token-one+/=").v4()).assertStatus(200);
        Http.Response response =
                Http.get(one().token("token-one+/=").expires("43201").v4());
        assertThat(response.status()).isBetween(400, 499);
        assertThat(response.element("EC")).isEqualTo("0002-00000232");
    }
}
