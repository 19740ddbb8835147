package io.github.osspresign.transfer.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and after which waits a download is attempted again, where that may help.
 *
 * @param maxAttempts attempts in all, 1 or more
 * @param backoffInitial longest wait before the second attempt; it doubles with each further one
 * @param backoffMax longest wait of all, also of one that the service asks for
 */
public record RetryPolicy(int maxAttempts, Duration backoffInitial, Duration backoffMax) {

    /** 5 attempts, waits that begin with up to 200 ms and stay below 1 min. */
    public static final RetryPolicy DEFAULTS = new RetryPolicy(5, Duration.ofMillis(200), Duration.ofMinutes(1));

    /** Refuses fewer than one attempt and waits that are not positive. */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts: expected 1 or more but was " + maxAttempts);
        }
        requirePositive("backoffInitial", backoffInitial);
        requirePositive("backoffMax", backoffMax);
    }

    /** The wait after that many failures: "full jitter", so that many clients do not come back at once. */
    public Duration backoff(int failures, RandomGenerator random) {
        long longest = backoffMax.toMillis();
        long doubled = backoffInitial.toMillis();
        for (int i = 1; i < failures && doubled < longest; i++) {
            doubled *= 2;
        }
        return Duration.ofMillis(random.nextLong(Math.min(doubled, longest) + 1));
    }

    private static void requirePositive(String option, Duration duration) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(option + ": expected 1 ms to 1 day but was " + duration);
        }
    }
}
