// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.share.Attempts;
import io.github.osspresign.examples.portal.share.KnownBrowsers;
import io.github.osspresign.examples.portal.share.RandomToken;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides whether a click may begin a download, and counts it. One that has been counted may be continued for a while, which the
 * token of the page on which it began proves. Wrong passwords and the clicks of a network are limited.
 */
@Service
class Downloads {

    private final ShareStore shares;
    private final JdbcClient database;
    private final Attempts attempts;
    private final AuditLog audit;
    private final PortalProperties limits;

    Downloads(ShareStore shares, JdbcClient database, Attempts attempts, AuditLog audit, PortalProperties limits) {
        this.shares = shares;
        this.database = database;
        this.attempts = attempts;
        this.audit = audit;
        this.limits = limits;
    }

    /** What a token proves. */
    enum Grant {
        NONE,
        /** The download was counted. The password of the share is another one since then. */
        COUNTED,
        OPEN
    }

    /** Why a click on the button of a share leads back to the page. */
    enum Refusal {
        NO_COOKIES(HttpStatus.BAD_REQUEST),
        NOT_OPEN(HttpStatus.GONE),
        WRONG_PASSWORD(HttpStatus.FORBIDDEN),
        TOO_MANY_ATTEMPTS(HttpStatus.TOO_MANY_REQUESTS),
        TOO_MANY_CLICKS(HttpStatus.TOO_MANY_REQUESTS),
        BUCKET_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

        final HttpStatus status;

        Refusal(HttpStatus status) {
            this.status = status;
        }
    }

    /** Returns what a recipient may continue without being counted again. */
    Grant grant(Share share, @Nullable String token) {
        Grant grant = sql("""
                        SELECT CASE WHEN password_hash IS NOT DISTINCT FROM :password THEN 'OPEN' ELSE 'COUNTED' END
                        FROM download_grant WHERE share_id = :share AND token_hash = :hash AND expires_at > now()""", share, RandomToken.orNext(token))
                .query(Grant.class)
                .optional()
                .orElse(Grant.NONE);
        return isOpen(share, grant) ? grant : Grant.NONE;
    }

    private static boolean isOpen(Share share, Grant grant) {
        return share.state() == Share.State.OPEN || (share.state() == Share.State.USED_UP && grant != Grant.NONE);
    }

    /**
     * Returns why a click is refused, {@code null} if it is not.
     *
     * @param grant what the token of the page proves
     * @param password what the recipient has entered
     * @param known cookie of a browser in which the password was right before
     * @param address network address of the recipient
     */
    @Nullable Refusal check(Share share, Grant grant, @Nullable String password, @Nullable String known, String address) {
        if (!isOpen(share, grant)) {
            return Refusal.NOT_OPEN;
        }
        if (grant == Grant.OPEN) {
            return null;
        }
        if (attempts.beginAlone("click", address, limits.clicksPerHour(), Duration.ofHours(1))
                .isEmpty()) {
            return Refusal.TOO_MANY_CLICKS;
        }
        if (share.passwordHash() == null) {
            return null;
        }
        String subject = "share " + share.id() + new KnownBrowsers(share.passwordHash()).subject(known, share.id());
        List<Long> attempt = attempts.begin(subject, address, limits.passwordAttempts(), limits.passwordPeriod());
        if (attempt.isEmpty()) {
            return Refusal.TOO_MANY_ATTEMPTS;
        }
        if (!shares.isRight(share, password)) {
            return Refusal.WRONG_PASSWORD;
        }
        attempts.forget(attempt);
        return null;
    }

    /**
     * Counts a download, once for the token of a page, however often the button is pressed. Clicks on the same share wait for
     * each other, and all is one transaction, so that a database that goes away uses nothing up.
     *
     * @return whether the download is counted, now or before
     */
    @Transactional
    boolean count(Share share, String token, String address) {
        shares.lock(share.id());
        String again = """
                UPDATE download_grant SET password_hash = :password
                WHERE share_id = :share AND token_hash = :hash AND expires_at > now()""";
        if (sql(again, share, token).update() == 1) {
            return true;
        }
        if (!shares.countDownload(share.id())) {
            return false;
        }
        sql("""
                INSERT INTO download_grant (share_id, token_hash, password_hash, expires_at)
                VALUES (:share, :hash, :password, now() + make_interval(secs => :seconds))
                ON CONFLICT (share_id, token_hash)
                DO UPDATE SET password_hash = excluded.password_hash, expires_at = excluded.expires_at""", share, token).update();
        audit.add(address, AuditLog.Action.DOWNLOADED, share);
        return true;
    }

    private JdbcClient.StatementSpec sql(String statement, Share share, String token) {
        return database.sql(statement)
                .param("share", share.id())
                .param("hash", RandomToken.hash(token))
                .param("password", share.passwordHash())
                .param("seconds", limits.continuation().toSeconds());
    }
}
