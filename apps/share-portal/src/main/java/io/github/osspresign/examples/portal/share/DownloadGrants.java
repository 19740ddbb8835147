// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import io.github.osspresign.examples.portal.PortalProperties;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Downloads that have been counted, which may be continued for a while. */
@Repository
public class DownloadGrants {

    private final JdbcClient database;
    private final RandomToken tokens;
    private final PortalProperties properties;

    DownloadGrants(JdbcClient database, RandomToken tokens, PortalProperties properties) {
        this.database = database;
        this.tokens = tokens;
        this.properties = properties;
    }

    /** Stores that a download has been counted, and returns the token that proves it. */
    public String grant(String share, Instant now) {
        String token = tokens.next();
        database.sql("INSERT INTO download_grant (token_hash, share_id, expires_at) VALUES (:hash, :share, :end)")
                .param("hash", RandomToken.hash(token))
                .param("share", share)
                .param("end", Timestamp.from(now.plus(properties.continuation())))
                .update();
        return token;
    }

    /** Returns whether a token proves a counted download of a share. */
    public boolean isGranted(String share, @Nullable String token, Instant now) {
        return token != null
                && database.sql("""
                                SELECT count(*) FROM download_grant
                                WHERE token_hash = :hash AND share_id = :share AND expires_at > :now""")
                                .param("hash", RandomToken.hash(token))
                                .param("share", share)
                                .param("now", Timestamp.from(now))
                                .query(Integer.class)
                                .single()
                        > 0;
    }

    /** Deletes what has expired. */
    public int deleteExpired(Instant now) {
        return database.sql("DELETE FROM download_grant WHERE expires_at <= :now")
                .param("now", Timestamp.from(now))
                .update();
    }
}
