// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferStart;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.test.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The health is judged over links, hosts and time, so that nobody turns it with one bad link. */
class ServiceHealthTest {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final ServiceHealth health = new ServiceHealth(clock);

    private TransferStart start(String link) {
        return new TransferStart("https://" + link, null, "exchange", clock.instant(), null);
    }

    private void unreachable(String link) {
        health.finished(new TransferEnd(
                start(link),
                Outcome.FAILED,
                null,
                new DownloadFailedException(
                        "connection failed",
                        true,
                        FailureContext.beforeResponse("https://" + link),
                        new IOException("refused")),
                clock.instant()));
    }

    private void downloaded(String link) {
        responded(link, Duration.ZERO);
        health.finished(new TransferEnd(start(link), Outcome.DOWNLOADED, null, null, clock.instant()));
    }

    private void responded(String link, Duration skew) {
        health.responseReceived(start(link), skew);
    }

    @Test
    void threeLinksMustFail() {
        for (int i = 0; i < 10; i++) {
            unreachable("a.example/1");
            unreachable("a.example/2");
        }
        assertThat(health.outage()).isNull();

        unreachable("a.example/3");
        assertThat(health.outage()).isNotNull().isSameAs(health.lastRelevant());
    }

    @Test
    void successOfAnyHostEndsOutage() {
        downloaded("b.example/1");
        responded("a.example/1", Duration.ZERO);
        for (int i = 0; i < 4; i++) {
            unreachable("a.example/" + i);
        }
        assertThat(health.outage()).isNotNull();

        downloaded("b.example/2");
        assertThat(health.outage()).isNull();
        unreachable("a.example/5");
        assertThat(health.outage()).as("counts from the beginning").isNull();
    }

    @Test
    void hostThatHasNeverRespondedCountsOnlyUntilAnotherHasResponded() {
        downloaded("a.example/1");
        for (int i = 0; i < 10; i++) {
            unreachable("bad" + i + ".example/" + i);
        }
        assertThat(health.outage()).isNull();
        assertThat(health.lastRelevant())
                .isNotNull()
                .extracting(end -> end.transfer().maskedUrl())
                .isEqualTo("https://a.example/1");

        for (int i = 0; i < 3; i++) {
            unreachable("a.example/" + i);
        }
        assertThat(health.outage()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -7})
    void failuresAge(long minutesBetween) {
        unreachable("a.example/1");
        clock.advance(Duration.ofMinutes(Math.abs(minutesBetween)));
        unreachable("a.example/2");
        unreachable("a.example/3");
        assertThat(health.outage()).isNotNull();

        clock.advance(
                minutesBetween < 0
                        ? Duration.ofHours(-1)
                        : LIMIT.minusMinutes(minutesBetween).plusSeconds(1));
        assertThat(health.outage()).isNull();
        unreachable("a.example/1");
        unreachable("a.example/2");
        unreachable("a.example/3");
        assertThat(health.outage()).isNotNull();
    }

    @Test
    void skewIsThatOfTheHostClosestToTheLocalClock() {
        assertThat(health.clockSkew()).isNull();
        responded("a.example/1", Duration.ofHours(-2));
        assertThat(health.clockSkew()).isEqualTo(Duration.ofHours(-2));

        responded("b.example/1", Duration.ofSeconds(3));
        assertThat(health.clockSkew()).isEqualTo(Duration.ofSeconds(3));
        responded("a.example/2", Duration.ofHours(5));
        assertThat(health.clockSkew()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void skewAges() {
        responded("a.example/1", Duration.ofHours(2));
        clock.advance(LIMIT);
        assertThat(health.clockSkew()).isEqualTo(Duration.ofHours(2));
        clock.advance(Duration.ofSeconds(1));
        assertThat(health.clockSkew()).isNull();
    }

    @Test
    void skewFromBeforeTheClockWasSetBackDoesNotCount() {
        responded("a.example/1", Duration.ofHours(-2));
        clock.advance(Duration.ofHours(-2));
        assertThat(health.clockSkew()).isNull();
    }
}
