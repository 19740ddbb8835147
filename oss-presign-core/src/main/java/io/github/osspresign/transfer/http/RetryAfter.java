// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.oss.syntax.Digits;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Parses the {@code Retry-After} of a response (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /** Returns the wait from {@code now}, at most a day; {@code null} if the value has neither form. */
    static @Nullable Duration parse(@Nullable String value, Instant now) {
        String text = value == null ? "" : value.strip();
        Instant end = Digits.areAll(text, MAX_DIGITS) ? now.plusSeconds(Long.parseLong(text)) : HttpDate.parse(text);
        if (end == null) {
            return null;
        }
        Duration wait = Duration.between(now, end);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
