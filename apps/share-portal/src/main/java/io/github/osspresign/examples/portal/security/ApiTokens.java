// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.share.RandomToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tokens with which programs call the API. Only their SHA-256 is stored. */
@Repository
class ApiTokens {

    /** The prefix lets scanners for leaked secrets recognise a token. */
    private static final String PREFIX = "ossportal_";

    private final JdbcClient database;

    ApiTokens(JdbcClient database) {
        this.database = database;
    }

    /**
     * A token as its user sees it.
     *
     * @param lastUsedAt {@code null} if it was never used; to the minute
     */
    record ApiToken(
            String id,
            String name,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    /** Adds a token, and returns its secret, which is stored nowhere. */
    String add(String id, String owner, String name, int days) {
        String secret = PREFIX + RandomToken.next();
        database.sql("""
                        INSERT INTO api_token (id, owner, name, token_hash, created_at, expires_at)
                        VALUES (?, ?, ?, ?, now(), now() + make_interval(days => ?))""")
                .params(id, owner, name, RandomToken.hash(secret), days)
                .update();
        return secret;
    }

    /** Returns the tokens of a user, newest first. */
    List<ApiToken> of(String owner) {
        return database.sql("SELECT * FROM api_token WHERE owner = ? ORDER BY created_at DESC, id")
                .param(owner)
                .query(ApiToken.class)
                .list();
    }

    /**
     * Deletes a token of a user.
     *
     * @return its name, empty if there was none
     */
    Optional<String> revoke(String owner, String id) {
        return database.sql("DELETE FROM api_token WHERE owner = ? AND id = ? RETURNING name")
                .params(owner, id)
                .query(String.class)
                .optional();
    }

    /**
     * Returns the user whose token has a secret and has not ended, and stores that it was used, to the minute, so that not each
     * request writes.
     */
    Optional<String> owner(String secret) {
        return database.sql("""
                        WITH used AS (
                            UPDATE api_token SET last_used_at = now()
                            WHERE token_hash = :hash AND expires_at > now()
                                AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute'))
                        SELECT owner FROM api_token WHERE token_hash = :hash AND expires_at > now()""")
                .param("hash", RandomToken.hash(secret))
                .query(String.class)
                .optional();
    }
}
