// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import io.github.osspresign.examples.portal.PortalProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides what has ended for long enough to be deleted. */
@Service
public class Cleanup {

    private final ShareStore shares;
    private final DownloadGrants grants;
    private final Attempts attempts;
    private final PortalProperties properties;
    private final Clock clock;
    private final Counter deleted;

    Cleanup(
            ShareStore shares,
            DownloadGrants grants,
            Attempts attempts,
            PortalProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.shares = shares;
        this.grants = grants;
        this.attempts = attempts;
        this.properties = properties;
        this.clock = clock;
        deleted = meters.counter("portal.cleaned.up");
    }

    /** Deletes grants and attempts that count no more. */
    public void forget() {
        Instant now = clock.instant();
        grants.deleteExpired(now);
        // Uploads of strangers are counted for an hour.
        Duration longest = Collections.max(List.of(properties.passwordPeriod(), Duration.ofHours(1)));
        attempts.deleteBefore(now.minus(longest));
    }

    /** Returns the shares that have ended, or whose upload was abandoned, before {@code portal.keep-ended}. */
    public List<Share> ended() {
        return shares.endedBefore(deadline());
    }

    /**
     * Deletes a share after its objects, unless its owner has extended it meanwhile. He cannot do so while they are deleted.
     *
     * @param object deletes the object of a file
     */
    @Transactional
    public void delete(Share share, Consumer<ShareFile> object) {
        shares.lockEndedBefore(share.id(), deadline()).ifPresent(ended -> {
            shares.files(ended.id()).forEach(object);
            shares.delete(ended.id());
            deleted.increment();
        });
    }

    private Instant deadline() {
        return clock.instant().minus(properties.keepEnded());
    }
}
