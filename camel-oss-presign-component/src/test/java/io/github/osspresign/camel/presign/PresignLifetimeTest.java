// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.url.ParsedPresignedUrl;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.test.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link reports its real expiry and the reason for it, and is valid for at least {@code minValidity}. */
class PresignLifetimeTest extends PresignTestSupport {

    private static final String ENDPOINT = "presign:bucket?region=cn-hangzhou&objectKey=k&" + KEYS;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expiration=1h | PT1H | requested",
                "expiration=168h | PT168H | requested",
                "expiration=1h&sessionToken=T | PT1H | requested",
                "expiration=12h&sessionToken=T | PT12H | requested",
                "expiration=168h&sessionToken=T | PT12H | protocol",
                "expiration=1h&signatureVersion=V1 | PT1H | requested",
                "expiration=1000h&signatureVersion=V1 | PT1000H | requested",
                "expiration=24h&signatureVersion=V1&sessionToken=T | PT24H | requested"
            })
    void reportsReasonOfTheExpiry(String options, Duration life, String limit) throws Exception {
        assertEnd(send(ENDPOINT + "&" + options, Map.of()).getMessage(), NOW.plus(life), limit);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-11-12T18:00:00+08:00, 2024-11-12T10:00:00Z",
        "2024-11-12T10:00:00Z, 2024-11-12T10:00:00Z",
        "2024-11-12T10:00:00.9Z, 2024-11-12T10:00:00Z",
        "1731405600, 2024-11-12T10:00:00Z"
    })
    void linkEndsAtTheGivenTime(String time, Instant end) throws Exception {
        assertEnd(send(ENDPOINT + "&expirationTime=" + time, Map.of()).getMessage(), end, "requested");
        assertEnd(
                send(ENDPOINT + "&expirationTime=2030-01-01T00:00:00Z", Map.of(PresignConstants.EXPIRATION_TIME, time))
                        .getMessage(),
                end,
                "requested");
        assertEnd(send(ENDPOINT, Map.of(PresignConstants.EXPIRATION_TIME, end)).getMessage(), end, "requested");
    }

    @Test
    void endOfALinkIsExactAlthoughTheClockIsBetweenTwoSeconds() throws Exception {
        context.getComponent("presign", PresignComponent.class)
                .setClock(Clock.fixed(NOW.plusMillis(900), ZoneOffset.UTC));
        assertEnd(
                send(ENDPOINT, Map.of(PresignConstants.EXPIRATION_TIME, NOW.plusSeconds(10)))
                        .getMessage(),
                NOW.plusSeconds(10),
                "requested");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-11-12T09:27:56Z | must be after the current time, 2024-11-12T09:27:56Z, was 2024-11-12T09:27:56Z",
                "2024-11-12T10:00:00 | must be a time with a zone offset, such as 2026-12-31T23:59:59+08:00, or seconds",
                "1731405600000 | must be a time with a zone offset",
                "tomorrow | must be a time with a zone offset"
            })
    void wrongEndsAreRefused(String time, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> send(ENDPOINT, Map.of(PresignConstants.EXPIRATION_TIME, time)))
                .withMessageContaining("CamelPresignExpirationTime")
                .withMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expirationTime=2024-11-20T09:27:56Z | time until expirationTime: must be 1 to 604800 seconds (7 days) with signature version V4, was 691200 seconds (8 days)",
                "expirationTime=2024-11-13T09:27:56Z | time until expirationTime: must be at most maxExpiration, 43200 seconds (12 hours), was 86400 seconds (1 day)",
                "expirationTime=2024-11-12T09:28:56Z | time until expirationTime: must be at least minValidity (600 seconds), was 60 seconds"
            })
    void limitsNameTheEndThatExceedsThem(String option, String message) {
        if (message.contains("maxExpiration")) {
            context.getComponent("presign", PresignComponent.class).setMaxExpiration(Duration.ofHours(12));
        }
        String end = option.substring(option.indexOf('=') + 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> send(ENDPOINT + "&minValidity=10m&" + option, Map.of()))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> send(ENDPOINT + "&minValidity=10m", Map.of(PresignConstants.EXPIRATION_TIME, end)))
                .withMessage(message.replace("expirationTime", PresignConstants.EXPIRATION_TIME));
    }

    @Test
    void lifetimeAndEndInOneMessageAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> send(
                        ENDPOINT,
                        Map.of(
                                PresignConstants.EXPIRATION,
                                "1h",
                                PresignConstants.EXPIRATION_TIME,
                                "2024-11-12T10:00:00Z")))
                .withMessageContaining("must not be set together");
    }

    @Test
    void lifetimeAndEndInOneUriAreRefused() {
        assertThatThrownBy(() -> send(ENDPOINT + "&expiration=10m&expirationTime=2024-11-13T00:00:00Z", Map.of()))
                .hasStackTraceContaining("expiration: must not be set together with expirationTime");
    }

    @Test
    void defaultLifetimeThatIsWrittenOutIsRefusedBesidesAnEnd() {
        assertThatThrownBy(() -> send(ENDPOINT + "&expiration=1h&expirationTime=2024-11-13T00:00:00Z", Map.of()))
                .hasStackTraceContaining("expiration: must not be set together with expirationTime");
    }

    @Test
    void defaultLifetimeDoesNotMatterForALinkWithAnEnd() throws Exception {
        assertEnd(
                send(ENDPOINT + "&minValidity=2h&expirationTime=2024-11-12T12:00:00Z", Map.of())
                        .getMessage(),
                Instant.parse("2024-11-12T12:00:00Z"),
                "requested");
        context.getComponent("presign", PresignComponent.class).setMaxExpiration(Duration.ofMinutes(40));
        assertEnd(
                send(ENDPOINT + "&expirationTime=2024-11-12T10:00:00Z", Map.of())
                        .getMessage(),
                Instant.parse("2024-11-12T10:00:00Z"),
                "requested");
    }

    /** Only credentials of the default chain have a known expiry. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expiration=1h | PT2H | PT1H | requested",
                "expiration=2h | PT2H | PT2H | requested",
                "expiration=2h | PT1H59M59.9S | PT1H59M59S | credentials",
                "expiration=168h | PT11H | PT11H | credentials",
                "expiration=168h | PT13H | PT12H | protocol",
                "expiration=1h&signatureVersion=V1 | PT2H | PT1H | requested",
                "expiration=1000h&signatureVersion=V1 | PT13H | PT13H | credentials",
            })
    void expiryOfCredentialsLimitsTheLink(String options, Duration left, Duration life, String limit) throws Exception {
        context.addComponent("temporary", temporary(NOW.plus(left)));
        Message message = send("temporary:bucket?region=cn-hangzhou&objectKey=k&" + options, Map.of())
                .getMessage();
        assertEnd(message, NOW.plus(life), limit);
    }

    private static void assertEnd(Message message, Instant end, String limit) {
        assertThat(message.getHeader(PresignConstants.EXPIRES_AT)).isEqualTo(end);
        assertThat(message.getHeader(PresignConstants.LIFETIME_LIMIT)).isEqualTo(limit);
        assertThat(ParsedPresignedUrl.find(message.getHeader(PresignConstants.URL, String.class)))
                .map(ParsedPresignedUrl::expiresAt)
                .contains(end);
    }

    @ParameterizedTest
    @CsvSource({"V4", "V1"})
    void readsTheClockOncePerLink(String version) throws Exception {
        SettableClock clock = new SettableClock(NOW, Duration.ofSeconds(1));
        context.getComponent("presign", PresignComponent.class).setClock(clock);
        for (int links = 1; links <= 3; links++) {
            Instant signedAt = NOW.plusSeconds(links - 1);
            Message message =
                    send(ENDPOINT + "&signatureVersion=" + version, Map.of()).getMessage();
            assertThat(clock.readings()).isEqualTo(links);
            assertEnd(message, signedAt.plus(Duration.ofHours(1)), "requested");
        }
    }

    @Test
    void signsLinkWithExactlyMinValidity() throws Exception {
        assertThat(url(ENDPOINT + "&expiration=10m&minValidity=10m", Map.of())).contains("x-oss-expires=600");
    }

    @Test
    void refusesExpirationBelowMinValidity() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url(ENDPOINT + "&minValidity=10m", Map.of(PresignConstants.EXPIRATION, "599s")))
                .withMessage("CamelPresignExpiration: must be at least minValidity (600 seconds), was 599 seconds");
    }

    @Test
    void exchangeFailsIfCredentialsExpireBeforeMinValidity() throws Exception {
        context.addComponent("temporary", temporary(NOW.plusSeconds(599)));
        assertThatIllegalStateException()
                .isThrownBy(() -> url("temporary:bucket?region=cn-hangzhou&objectKey=k&minValidity=10m", Map.of()))
                .withMessage("minValidity: a link must be valid for at least 600 seconds, but the credentials expire in"
                        + " 599 seconds");
    }

    @Test
    void temporaryCredentialsCannotExceedTheLimitOfTheProtocol() {
        assertThatIllegalStateException()
                .isThrownBy(() -> url(ENDPOINT + "&sessionToken=T&expiration=24h&minValidity=13h", Map.of()))
                .withMessage("minValidity: a link must be valid for at least 46800 seconds, but temporary credentials"
                        + " cannot sign for more than 43200 seconds");
    }

    /** Returns a component whose chain returns credentials with this expiry. */
    private static PresignComponent temporary(Instant end) {
        PresignComponent component =
                new PresignComponent(Map.of(), (now, validity) -> new OssCredentials("STS.x", "s", "T", end));
        component.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
        return component;
    }
}
