// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.link.RouteFailedException;
import io.github.osspresign.examples.portal.share.DownloadGrants;
import io.github.osspresign.examples.portal.share.DownloadGrants.Grant;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionStatus;
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
     * @param token that of the page. A download is counted once for it, however often the button is pressed
     * @param address network address of the recipient
     */
    Click click(Share share, @Nullable String password, String token, String address) {
        Instant now = clock.instant();
        Grant grant = grants.of(share, token, now);
        if (!isOpen(share, grant, now)) {
            return Click.Refused.NOT_OPEN;
        }
        Click.Refused refusal = grant == Grant.OPEN ? null : gate.check(share, password, address, now);
        if (refusal != null) {
            return refusal;
        }
        Click click = link(share);
        if (click instanceof Click.Started
                && !Boolean.TRUE.equals(transaction.execute(status -> count(share, token, address, now, status)))) {
            return Click.Refused.NOT_OPEN;
        }
        return click;
    }

    /** Returns whether the download is counted, now or before. */
    private boolean count(Share share, String token, String address, Instant now, TransactionStatus status) {
        if (!grants.open(share, token, now)) {
            return true;
        }
        if (!shares.countDownload(share.id(), now)) {
            status.setRollbackOnly();
            return false;
        }
        audit.add(address, AuditLog.Action.DOWNLOADED, share);
        return true;
    }

    /** Continues a download that was counted before. */
    Click next(Share share, String token) {
        return mayContinue(share, token) ? link(share) : Click.Refused.NOT_OPEN;
    }

    /** Returns whether a token proves that the download was counted and may be continued now. */
    boolean mayContinue(Share share, @Nullable String token) {
        return token != null && grant(share, token) == Grant.OPEN;
    }

    /** Returns what a recipient may continue without being counted again. */
    Grant grant(Share share, String token) {
        Instant now = clock.instant();
        Grant grant = grants.of(share, token, now);
        return isOpen(share, grant, now) ? grant : Grant.NONE;
    }

    private static boolean isOpen(Share share, Grant grant, Instant now) {
        Share.State state = share.state(now);
        return state == Share.State.OPEN || (state == Share.State.USED_UP && grant != Grant.NONE);
    }

    private Click link(Share share) {
        try {
            return new Click.Started(links.download(shares.files(share.id()).get(0)));
        } catch (RouteFailedException e) {
            LOG.warn("a share of {}: the object cannot be offered: {}", share.owner(), e.getMessage());
            return Click.Refused.BUCKET_UNAVAILABLE;
        }
    }
}
