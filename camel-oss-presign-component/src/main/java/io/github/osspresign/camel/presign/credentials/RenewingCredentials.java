// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.credentials;

import io.github.osspresign.sign.OssCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.LRUCacheFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thread-safe cache of temporary credentials. One thread renews them before they expire. */
final class RenewingCredentials implements CredentialsSource {

    private static final Logger LOG = LoggerFactory.getLogger(RenewingCredentials.class);

    /** Time before expiry at which credentials are renewed, because links expire together with their credentials. */
    private static final Duration RENEW_BEFORE_EXPIRY = Duration.ofMinutes(15);

    /** Minimum time between two requests while the credentials are valid. The source may return the same ones again. */
    private static final Duration REQUEST_INTERVAL = Duration.ofSeconds(30);

    /** Age after which a failure is not reported any more: while the status is bad, no message may come to try again. */
    private static final Duration FAILURE_AGE = Duration.ofMinutes(15);

    /** Maximum number of former credentials: those of one day, if they are valid for 15 minutes. */
    private static final int MAX_FORMER = 100;

    private final Supplier<OssCredentials> origin;

    /** Former credentials by access key ID. They sign no links, but verify those that they have signed. */
    private final Map<String, OssCredentials> former = LRUCacheFactory.newLRUCache(MAX_FORMER);

    private final ReentrantLock renewalLock = new ReentrantLock();
    private volatile Renewal last = new Renewal(null, Instant.MIN, "credentials: not requested yet");

    /**
     * Creates an empty cache.
     *
     * @param origin returns new credentials, or throws an {@link IllegalStateException} or
     *     {@link IllegalArgumentException} if it has none; called by one thread at a time
     */
    RenewingCredentials(Supplier<OssCredentials> origin) {
        this.origin = origin;
    }

    /** Returns credentials that have not expired, or fails with the reason. */
    @Override
    public OssCredentials credentials(Instant now, Duration validity) {
        Renewal seen = last;
        if (seen.isUpToDate(now, validity)) {
            return seen.orFail(now);
        }

        if (!seen.isValidFor(validity, now)) {
            renewalLock.lock();
        } else if (!renewalLock.tryLock()) {
            return seen.orFail(now);
        }
        try {
            // If another thread has renewed meanwhile, its success or failure counts for this thread too.
            if (last.equals(seen)) {
                last = renew(seen, now);
            }
            return last.orFail(now);
        } finally {
            renewalLock.unlock();
        }
    }

    @Override
    public @Nullable OssCredentials find(String accessKeyId, Instant now) {
        OssCredentials current = CredentialsSource.super.find(accessKeyId, now);
        return current == null ? former.get(accessKeyId) : current;
    }

    @Override
    public void describe(HealthCheckResultBuilder result, Instant now) {
        Renewal seen = last;
        result.detail("credentials.source", "chain");
        if (seen.expiresAt() != null) {
            result.detail("credentials.expires", seen.expiresAt().toString());
        }
        if (!seen.isValidFor(Duration.ZERO, now) && seen.isWithin(FAILURE_AGE, now)) {
            result.down().message(seen.failure());
        }
    }

    private Renewal renew(Renewal before, Instant now) {
        try {
            Renewal renewal = new Renewal(origin.get(), now, "credentials: the source returned no new ones in time");
            renewal.orFail(now);
            OssCredentials replaced = before.credentials();
            if (replaced != null) {
                former.put(replaced.accessKeyId(), replaced);
            }
            return renewal;
        } catch (IllegalStateException | IllegalArgumentException e) {
            if (before.isValidFor(Duration.ZERO, now)) {
                LOG.warn(
                        "Renewal of credentials failed; the current ones expire at {}: {}",
                        before.expiresAt(),
                        e.getMessage());
            }
            return new Renewal(before.credentials(), now, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Result of the last renewal.
     *
     * @param credentials new credentials, or the previous ones if the renewal failed
     * @param requestedAt time of the renewal
     * @param failure error message for the time after the credentials have expired
     */
    private record Renewal(@Nullable OssCredentials credentials, Instant requestedAt, String failure) {

        @Nullable Instant expiresAt() {
            return credentials == null ? null : credentials.expiresAt();
        }

        /** Returns whether the credentials are valid for this time. Credentials without a known expiry are valid. */
        boolean isValidFor(Duration validity, Instant now) {
            Instant expiry = expiresAt();
            // A link needs a lifetime of at least one second.
            boolean valid =
                    expiry == null || (expiry.isAfter(now.plusSeconds(1)) && !expiry.isBefore(now.plus(validity)));
            return credentials != null && valid;
        }

        /** Returns whether the credentials need no renewal yet. */
        boolean isUpToDate(Instant now, Duration validity) {
            if (isWithin(REQUEST_INTERVAL, now)) {
                return isValidFor(Duration.ZERO, now);
            }
            Duration needed = validity.compareTo(RENEW_BEFORE_EXPIRY) > 0 ? validity : RENEW_BEFORE_EXPIRY;
            return expiresAt() != null && isValidFor(needed, now);
        }

        /** Returns whether the renewal is not older. One in the future is from before the clock was set back. */
        boolean isWithin(Duration age, Instant now) {
            return !now.isBefore(requestedAt) && now.isBefore(requestedAt.plus(age));
        }

        OssCredentials orFail(Instant now) {
            if (credentials == null) {
                throw new IllegalStateException(failure);
            }
            if (!isValidFor(Duration.ZERO, now)) {
                throw new IllegalStateException(failure + "; the current ones expired at " + expiresAt());
            }
            return credentials;
        }
    }
}
