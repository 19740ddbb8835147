// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import io.github.osspresign.examples.portal.PortalProperties;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Downloads that have been counted, which may be continued for a while. The token of the page on which one began proves it. */
@Repository
public class DownloadGrants {

    private static final String OF_TOKEN = " share_id = :share AND token_hash = :hash AND expires_at > :now";

    private final JdbcClient database;
    private final PortalProperties properties;

    DownloadGrants(JdbcClient database, PortalProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /** What a token proves. */
    public enum Grant {
        NONE,
        /** The download was counted. The password of the share is another one since then. */
        COUNTED,
        OPEN
    }

    public Grant of(Share share, String token, Instant now) {
        return statement(
                        "SELECT password_hash IS NOT DISTINCT FROM :password FROM download_grant WHERE" + OF_TOKEN,
                        share,
                        token,
                        now)
                .query(Boolean.class)
                .optional()
                .map(isSame -> isSame ? Grant.OPEN : Grant.COUNTED)
                .orElse(Grant.NONE);
    }

    /**
     * Stores that the recipient with a token has entered the password of the share. Of two transactions with a new token, the
     * second one waits for the first.
     *
     * @return whether the download is not counted yet
     */
    public boolean open(Share share, String token, Instant now) {
        String again = "UPDATE download_grant SET password_hash = :password WHERE" + OF_TOKEN;
        String first = """
                INSERT INTO download_grant (share_id, token_hash, password_hash, expires_at)
                VALUES (:share, :hash, :password, :end)
                ON CONFLICT (share_id, token_hash)
                DO UPDATE SET password_hash = excluded.password_hash, expires_at = excluded.expires_at
                WHERE download_grant.expires_at <= :now""";
        return statement(again, share, token, now).update() == 0
                && statement(first, share, token, now).update() == 1;
    }

    private JdbcClient.StatementSpec statement(String sql, Share share, String token, Instant now) {
        return database.sql(sql)
                .param("share", share.id())
                .param("hash", RandomToken.hash(token))
                .param("password", share.passwordHash())
                .param("now", Timestamp.from(now))
                .param("end", Timestamp.from(now.plus(properties.continuation())));
    }

    /** Deletes what has expired. */
    public int deleteExpired(Instant now) {
        return database.sql("DELETE FROM download_grant WHERE expires_at <= :now")
                .param("now", Timestamp.from(now))
                .update();
    }
}
