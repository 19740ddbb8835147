// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.audit;

import io.github.osspresign.examples.portal.share.Attempts;
import io.github.osspresign.examples.portal.share.Share;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.server.ResponseStatusException;

/** Record in the database. */
@Repository
public class AuditLog {

    private final JdbcClient database;
    private final Attempts attempts;
    private final MeterRegistry meters;

    AuditLog(JdbcClient database, Attempts attempts, MeterRegistry meters) {
        this.database = database;
        this.attempts = attempts;
        this.meters = meters;
    }

    /** Actions on a share, a request for files, or a token. */
    public enum Action {
        CREATED,
        UPLOADED,
        CHANGED,
        REVOKED,
        DELETED,
        DOWNLOADED,
        MAILED,
        REQUESTED,
        REQUEST_CHANGED,
        RECEIVED,
        REQUEST_ENDED,
        REQUEST_DELETED,
        TOKEN_CREATED,
        TOKEN_REVOKED
    }

    /**
     * One line of the record.
     *
     * @param shareId id of the share, the request or the token
     */
    public record Entry(Instant at, String actor, Action action, String shareId, String name) {

        /** Returns the beginning of the id, which tells things of the same name apart. */
        public String shortId() {
            return shareId.substring(0, Math.min(6, shareId.length()));
        }
    }

    /**
     * Adds an entry.
     *
     * @param actor the user, or the network address of a recipient
     */
    public void add(String actor, Action action, Share share) {
        add(actor, action, share.owner(), share.id(), share.name());
    }

    /**
     * Does something unless a user has done it too often in an hour, and adds an entry. What fails does not count.
     *
     * @param what what is refused beyond the limit
     */
    public <T> T within(int limit, String what, Action action, String user, String id, String name, Supplier<T> work) {
        // Those of a user count together, whatever the address.
        List<Long> attempt = attempts.beginAlone(action + " " + user, "", limit, Duration.ofHours(1));
        if (attempt.isEmpty()) {
            throw new ResponseStatusException(
                    HttpStatus.TOO_MANY_REQUESTS, "at most " + limit + " " + what + " in an hour");
        }
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            attempts.forget(attempt);
            throw e;
        }
        add(user, action, user, id, name);
        return result;
    }

    /**
     * Adds an entry about something that is no share.
     *
     * @param actor the user, or the network address of a stranger
     * @param owner user who sees the entry
     */
    public void add(String actor, Action action, String owner, String id, String name) {
        database.sql("INSERT INTO audit (at, owner, actor, action, share_id, name) VALUES (now(), ?, ?, ?, ?, ?)")
                .params(owner, actor, action.name(), id, name)
                .update();
        meters.counter("portal.actions", "action", action.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /**
     * Returns the newest entries about what a user shares or requests, newest first.
     *
     * @param text part of the actor, the name and the id
     * @param actions actions that are found without the text
     */
    public List<Entry> find(String owner, String text, Set<Action> actions, int limit) {
        // Two searches, because no index serves both.
        return database.sql("""
                        (SELECT * FROM audit
                        WHERE owner = :owner AND lower(actor || ' ' || name || ' ' || share_id) LIKE lower(:text)
                        ORDER BY id DESC LIMIT :limit)
                        UNION
                        (SELECT * FROM audit WHERE owner = :owner AND action = ANY (:actions)
                        ORDER BY id DESC LIMIT :limit)
                        ORDER BY id DESC LIMIT :limit""")
                .param("owner", owner)
                .param("text", "%" + text.replaceAll("[\\\\%_]", "\\\\$0") + "%")
                .param("actions", actions.stream().map(Action::name).toArray(String[]::new))
                .param("limit", limit)
                .query(Entry.class)
                .list();
    }
}
