// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.link.RouteFailedException;
import io.github.osspresign.examples.portal.share.DownloadGrants;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Decides what a click leads to. The link is signed before the download is counted, so that a bucket that does not respond
 * uses nothing up. The count is one statement, so that of two clicks at the same time only one can be the last. It is in one
 * transaction with the grant, so that a database that goes away uses nothing up either.
 */
@Service
class Downloads {

    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);

    private final ShareStore shares;
    private final DownloadGrants grants;
    private final PasswordGate gate;
    private final Links links;
    private final AuditLog audit;
    private final TransactionOperations transaction;
    private final Clock clock;

    Downloads(
            ShareStore shares,
            DownloadGrants grants,
            PasswordGate gate,
            Links links,
            AuditLog audit,
            TransactionOperations transaction,
            Clock clock) {
        this.shares = shares;
        this.grants = grants;
        this.gate = gate;
        this.links = links;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Begins a download, or continues one that was counted before.
     *
     * @param password what the recipient has entered
     * @param grant token of the download that was begun before
     * @param address network address of the recipient
     */
    Click click(Share share, @Nullable String password, @Nullable String grant, String address) {
        Instant now = clock.instant();
        if (grant != null && mayContinue(share, grant)) {
            URI link = link(share);
            return link == null ? Click.Refused.BUCKET_UNAVAILABLE : new Click.Started(link, grant);
        }
        if (share.state(now) != Share.State.OPEN) {
            return Click.Refused.NOT_OPEN;
        }
        switch (gate.check(share, password, address, now)) {
            case WRONG -> {
                return Click.Refused.WRONG_PASSWORD;
            }
            case TOO_MANY -> {
                return Click.Refused.TOO_MANY_ATTEMPTS;
            }
            case PASSED -> {}
        }

        URI link = link(share);
        if (link == null) {
            return Click.Refused.BUCKET_UNAVAILABLE;
        }
        String counted = transaction.execute(status -> count(share, address, now));
        return counted == null ? Click.Refused.NOT_OPEN : new Click.Started(link, counted);
    }

    /** Returns the grant of a download that is counted, {@code null} if the share is not open any more. */
    private @Nullable String count(Share share, String address, Instant now) {
        if (!shares.countDownload(share.id(), now)) {
            return null;
        }
        audit.add(address, AuditLog.Action.DOWNLOADED, share);
        return grants.grant(share.id(), now);
    }

    /** Returns whether a recipient has begun a download that goes on without being counted again. */
    boolean mayContinue(Share share, @Nullable String grant) {
        Instant now = clock.instant();
        Share.State state = share.state(now);
        return (state == Share.State.OPEN || state == Share.State.USED_UP) && grants.isGranted(share.id(), grant, now);
    }

    private @Nullable URI link(Share share) {
        try {
            return links.download(shares.files(share.id()).get(0));
        } catch (RouteFailedException e) {
            LOG.warn("a share of {}: the object cannot be offered: {}", share.owner(), e.getMessage());
            return null;
        }
    }
}
