// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.audit;

import io.github.osspresign.examples.portal.share.Share;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.server.ResponseStatusException;

/** Record in the database. */
@Repository
public class AuditLog {

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final MeterRegistry meters;

    AuditLog(JdbcClient database, TransactionOperations transaction, MeterRegistry meters) {
        this.database = database;
        this.transaction = transaction;
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
        // Those at the same time wait for each other, so that they cannot exceed the limit together.
        Long entry = transaction.execute(status -> {
            database.sql("SELECT pg_advisory_xact_lock(hashtext(?))")
                    .param(action + " " + user)
                    .query(rows -> {});
            return count(user, action) < limit ? add(user, action, user, id, name) : null;
        });
        if (entry == null) {
            throw new ResponseStatusException(
                    HttpStatus.TOO_MANY_REQUESTS, "at most " + limit + " " + what + " in an hour");
        }
        try {
            return work.get();
        } catch (RuntimeException e) {
            database.sql("DELETE FROM audit WHERE id = ?").param(entry).update();
            throw e;
        }
    }

    private int count(String user, Action action) {
        return database.sql("""
                        SELECT count(*) FROM audit
                        WHERE owner = :user AND actor = :user AND action = :action AND at > now() - interval '1 hour'""")
                .param("user", user)
                .param("action", action.name())
                .query(Integer.class)
                .single();
    }

    /**
     * Adds an entry about something that is no share.
     *
     * @param actor the user, or the network address of a stranger
     * @param owner user who sees the entry
     * @return id of the entry
     */
    public long add(String actor, Action action, String owner, String id, String name) {
        long entry = database.sql("""
                        INSERT INTO audit (at, owner, actor, action, share_id, name)
                        VALUES (now(), ?, ?, ?, ?, ?) RETURNING id""")
                .params(owner, actor, action.name(), id, name)
                .query(Long.class)
                .single();
        meters.counter("portal.actions", "action", action.name().toLowerCase(Locale.ROOT))
                .increment();
        return entry;
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
