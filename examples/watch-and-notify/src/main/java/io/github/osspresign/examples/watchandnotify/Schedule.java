// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Decides when mails and webhooks are sent. Bean of the routes; its times are values for PostgreSQL. */
public final class Schedule {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    private final Clock clock;
    private final QuietHours quietHours;
    private final Duration digestWindow;
    private int failedMails;
    private Instant nextMail = Instant.MIN;

    /** @param digestWindow how long the first object of a mail waits for others */
    Schedule(Clock clock, QuietHours quietHours, Duration digestWindow) {
        this.clock = clock;
        this.quietHours = quietHours;
        this.digestWindow = digestWindow;
    }

    public OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Returns whether a mail may be sent now: not in quiet hours, and not at once after a failure. */
    public synchronized boolean isMailTime() {
        Instant now = clock.instant();
        return !quietHours.contains(now) && !now.isBefore(nextMail);
    }

    /** Returns the time up to which an object must have been found for its mail to be sent now. */
    public OffsetDateTime closingTime() {
        return now().minus(digestWindow);
    }

    /** Records that a mail was not sent. Only this process remembers it: another one may try at once. */
    public synchronized void mailFailed() {
        nextMail = clock.instant().plus(delay(failedMails));
        failedMails++;
    }

    public synchronized void mailSent() {
        failedMails = 0;
    }

    /** Returns when a webhook is called again that has failed after a number of failures before. */
    public OffsetDateTime retryTime(int failedBefore) {
        return now().plus(delay(failedBefore));
    }

    private static Duration delay(int failedBefore) {
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(failedBefore, 20));
        return delay.compareTo(LONGEST_RETRY) < 0 ? delay : LONGEST_RETRY;
    }
}
