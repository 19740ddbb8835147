// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static io.github.osspresign.sign.LifetimeLimit.CREDENTIALS;
import static io.github.osspresign.sign.LifetimeLimit.PROTOCOL;
import static io.github.osspresign.sign.LifetimeLimit.REQUESTED;
import static io.github.osspresign.sign.SignatureVersion.V1;
import static io.github.osspresign.sign.SignatureVersion.V4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The lifetime of a link is limited by the request, by the expiry of its credentials, and by the protocol. */
class LifetimeTest {

    private static final Instant NOW = Instant.parse("2024-11-12T09:27:56.789Z");
    private static final OssCredentials LONG_TERM = OssCredentials.of("ak", "sk");

    @Test
    void requestedLifetimeIsKeptWithinAllLimits() {
        assertThat(Lifetime.of(Duration.ofDays(7), V4, LONG_TERM, NOW))
                .isEqualTo(new Lifetime(Duration.ofDays(7), REQUESTED));
        assertThat(Lifetime.of(Duration.ofHours(12), V4, temporary(null), NOW).limit())
                .isEqualTo(REQUESTED);
    }

    @Test
    void temporaryCredentialsLimitV4LinksToTwelveHours() {
        Duration moreThanTwelveHours = Duration.ofHours(12).plusSeconds(1);

        assertThat(Lifetime.of(moreThanTwelveHours, V4, temporary(null), NOW))
                .isEqualTo(new Lifetime(Duration.ofHours(12), PROTOCOL));
        assertThat(Lifetime.of(moreThanTwelveHours, V1, temporary(null), NOW))
                .isEqualTo(new Lifetime(moreThanTwelveHours, REQUESTED));
    }

    @Test
    void linkExpiresNoLaterThanItsCredentials() {
        Instant end = Instant.parse("2024-11-12T10:00:00.5Z");

        Lifetime lifetime = Lifetime.of(Duration.ofHours(1), V4, temporary(end), NOW);

        assertThat(lifetime).isEqualTo(new Lifetime(Duration.ofSeconds(32 * 60 + 4), CREDENTIALS));
        assertThat(Instant.parse("2024-11-12T09:27:56Z").plus(lifetime.duration()))
                .isBeforeOrEqualTo(end);
    }

    @Test
    void rejectsExpiredCredentials() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lifetime.of(Duration.ofHours(1), V4, temporary(NOW.minusSeconds(1)), NOW))
                .withMessage("credentials: must expire after 2024-11-12T09:27:56.789Z, expired at"
                        + " 2024-11-12T09:27:55.789Z; get new ones");
    }

    @Test
    void rejectsLifetimeAboveLimitOfVersionInsteadOfCuttingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lifetime.of(Duration.ofDays(8), V4, temporary(null), NOW))
                .withMessageContaining("7 days")
                .withMessageContaining("8 days");
    }

    private static OssCredentials temporary(Instant end) {
        return new OssCredentials("STS.ak", "sk", "token", end);
    }
}
