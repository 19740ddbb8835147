// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.error.text.DurationWords;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When and how often a failed attempt is repeated, if the failure is retryable.
 *
 * @param maxAttempts maximum number of attempts without progress, 1 or more
 * @param backoffInitial maximum wait before the second attempt; doubled for each further attempt
 * @param backoffMax maximum wait, also if the service asks for a longer one
 */
public record RetryPolicy(int maxAttempts, Duration backoffInitial, Duration backoffMax) {

    /** 5 attempts; the maximum wait grows from 200 ms to 1 min. */
    public static final RetryPolicy DEFAULTS = new RetryPolicy(5, Duration.ofMillis(200), Duration.ofMinutes(1));

    /**
     * Validates the policy.
     *
     * @throws IllegalArgumentException if there is less than one attempt, or a wait is not 1 ms to 1 day
     */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts: must be 1 or more, was " + maxAttempts);
        }
        requirePositive("backoffInitial", backoffInitial);
        requirePositive("backoffMax", backoffMax);
    }

    /**
     * Returns the wait after the given number of failures. It is randomized ("full jitter"), so that many clients do
     * not return at the same time.
     */
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
            throw new IllegalArgumentException(option + ": must be 1 ms to 1 day, was " + DurationWords.of(duration));
        }
    }
}
