// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import java.time.Instant;

/** Checks sign times and expiries: links count seconds from 1970 and write years in four digits. */
final class SigningTime {

    private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

    private SigningTime() {}

    /** @throws IllegalArgumentException if a link cannot contain this sign time */
    static void require(Instant signedAt) {
        if (signedAt.isBefore(Instant.EPOCH) || !signedAt.isBefore(TOO_LATE)) {
            throw new IllegalArgumentException("clock: must be at a time from 1970 to 9999, was " + signedAt);
        }
    }

    /** @throws IllegalArgumentException if a form cannot contain this expiry */
    static void requireEnd(Instant expiresAt) {
        if (!expiresAt.isBefore(TOO_LATE)) {
            throw new IllegalArgumentException("expiration: must end before the year 10000, was " + expiresAt);
        }
    }
}
