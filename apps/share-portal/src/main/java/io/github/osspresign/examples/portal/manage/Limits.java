// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import io.github.osspresign.examples.portal.page.InvalidFieldException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of what users and strangers may do ({@code portal.*}).
 *
 * @param maxSize largest file, in bytes
 * @param defaultLifetime lifetime of a new share
 * @param maxLifetime longest lifetime of a share
 * @param sharesPerHour how many shares a user may create in an hour
 * @param receivedPerHour how many files an address may send through a request in an hour; all addresses ten times as many
 * @param mailsPerHour how many mails a user may send in an hour
 */
@ConfigurationProperties("portal")
public record Limits(
        @DefaultValue("107374182400") long maxSize,
        @DefaultValue("7d") Duration defaultLifetime,
        @DefaultValue("365d") Duration maxLifetime,
        @DefaultValue("100") int sharesPerHour,
        @DefaultValue("50") int receivedPerHour,
        @DefaultValue("50") int mailsPerHour) {

    /**
     * Returns the end of something that begins now.
     *
     * @param wanted {@code null} for the default lifetime
     * @throws InvalidFieldException if it is not in the future, or too far
     */
    public Instant end(@Nullable Instant wanted) {
        Instant now = Instant.now();
        if (wanted == null) {
            return now.plus(defaultLifetime);
        }
        if (!wanted.isAfter(now) || wanted.isAfter(now.plus(maxLifetime))) {
            throw new InvalidFieldException(
                    "expiresAt",
                    "must be a time such as 2026-12-31T12:00:00Z, at most " + maxLifetime.toDays() + " days from now");
        }
        return wanted;
    }

    /**
     * Returns a size up to a limit, in bytes.
     *
     * @throws InvalidFieldException if it is larger
     */
    public static long size(String field, long size, long max) {
        if (size > max) {
            throw new InvalidFieldException(field, "must be 0 to " + max + " bytes");
        }
        return size;
    }
}
