// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.camel.message.TextValue;
import io.github.osspresign.camel.options.DurationText;
import io.github.osspresign.camel.options.InstantText;
import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.camel.presign.message.LinkValues;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Lifetime that a link should have.
 *
 * @param what option or header that sets it, for messages
 */
public record RequestedLifetime(String what, Duration duration) {

    /** Returns the requested lifetime of a link that is signed now. The values may set a lifetime or an end. */
    static RequestedLifetime of(LinkValues values, Instant now) {
        Object value = values.value(LinkField.EXPIRATION);
        Object end = values.value(LinkField.EXPIRATION_TIME);
        String name = values.name(LinkField.EXPIRATION);
        if (end != null && value != null) {
            throw new IllegalArgumentException(
                    name + ": must not be set together with " + values.name(LinkField.EXPIRATION_TIME));
        }
        if (end != null) {
            return until(values.name(LinkField.EXPIRATION_TIME), end, now);
        }
        // Not with the CamelContext, which would resolve property placeholders in a value from an untrusted sender.
        return new RequestedLifetime(
                name,
                value instanceof Duration duration ? duration : DurationText.parse(name, TextValue.of(name, value)));
    }

    /** Links are signed in whole seconds, so the seconds of both times are compared. */
    private static RequestedLifetime until(String name, Object value, Instant now) {
        Instant end = value instanceof Instant instant ? instant : InstantText.parse(name, TextValue.of(name, value));
        Duration left = Duration.between(now.truncatedTo(ChronoUnit.SECONDS), end.truncatedTo(ChronoUnit.SECONDS));
        if (left.isNegative() || left.isZero()) {
            throw new IllegalArgumentException(name + ": must be after the current time, " + now + ", was " + end);
        }
        return new RequestedLifetime("time until " + name, left);
    }
}
