// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.share.RandomToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tokens in the database. */
@Repository
public class ApiTokens {

    /** The prefix lets scanners for leaked secrets recognise a token. */
    private static final String PREFIX = "ossportal_";

    /** The last use is stored this exactly, so that not each request writes. */
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private final JdbcClient database;
    private final RandomToken random;
    private final Clock clock;

    ApiTokens(JdbcClient database, RandomToken random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /**
     * A token as its user sees it.
     *
     * @param lastUsedAt {@code null} if it was never used; to the minute
     */
    public record ApiToken(
            String id,
            String name,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    /** A new token, whose secret is shown once. */
    record Created(ApiToken token, String secret) {

        /** Does not show the secret. */
        @Override
        public String toString() {
            return "Created[token=" + token + "]";
        }
    }

    Created create(String owner, String name, int days) {
        String secret = PREFIX + random.next();
        Instant now = clock.instant();
        ApiToken token = new ApiToken(random.next(), name, now, now.plus(Duration.ofDays(days)), null);
        database.sql("""
                        INSERT INTO api_token (id, owner, name, token_hash, created_at, expires_at)
                        VALUES (:id, :owner, :name, :hash, :now, :end)""")
                .param("id", token.id())
                .param("owner", owner)
                .param("name", name)
                .param("hash", RandomToken.hash(secret))
                .param("now", Timestamp.from(now))
                .param("end", Timestamp.from(token.expiresAt()))
                .update();
        return new Created(token, secret);
    }

    /** Returns the tokens of a user, newest first. */
    List<ApiToken> of(String owner) {
        return database.sql("SELECT * FROM api_token WHERE owner = :owner ORDER BY created_at DESC, id")
                .param("owner", owner)
                .query(ApiTokens::token)
                .list();
    }

    /**
     * Deletes a token of a user.
     *
     * @return the token, empty if there was none
     */
    Optional<ApiToken> revoke(String owner, String id) {
        return database.sql("DELETE FROM api_token WHERE owner = :owner AND id = :id RETURNING *")
                .param("owner", owner)
                .param("id", id)
                .query(ApiTokens::token)
                .optional();
    }

    /** Returns the user whose token has a secret and has not ended, and stores that it was used. */
    public Optional<String> owner(String secret) {
        String hash = RandomToken.hash(secret);
        Instant now = clock.instant();
        Optional<String> owner = database.sql(
                        "SELECT owner FROM api_token WHERE token_hash = :hash AND expires_at > :now")
                .param("hash", hash)
                .param("now", Timestamp.from(now))
                .query(String.class)
                .optional();
        if (owner.isPresent()) {
            database.sql("""
                            UPDATE api_token SET last_used_at = :now
                            WHERE token_hash = :hash AND (last_used_at IS NULL OR last_used_at < :before)""")
                    .param("now", Timestamp.from(now))
                    .param("hash", hash)
                    .param("before", Timestamp.from(now.minus(PRECISION)))
                    .update();
        }
        return owner;
    }

    private static ApiToken token(ResultSet row, int number) throws SQLException {
        Timestamp used = row.getTimestamp("last_used_at");
        return new ApiToken(
                row.getString("id"),
                row.getString("name"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                used == null ? null : used.toInstant());
    }
}
