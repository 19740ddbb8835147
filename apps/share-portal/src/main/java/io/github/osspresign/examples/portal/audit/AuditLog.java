// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.audit;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Share;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Record in the database. */
@Repository
public class AuditLog {

    private static final Duration KEEP_ADDRESSES = Duration.ofDays(7);

    private final JdbcClient database;
    private final PortalProperties properties;
    private final Clock clock;
    private final MeterRegistry meters;

    AuditLog(JdbcClient database, PortalProperties properties, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
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

        private static final int SHORT = 6;

        /** Returns the beginning of the id, which tells things of the same name apart. */
        public String shortId() {
            return shareId.substring(0, Math.min(SHORT, shareId.length()));
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
     * Adds an entry of a user about something that is his, unless he has done the same too often. Entries at the same time wait
     * for each other, so that they cannot exceed the limit together.
     *
     * @param limit largest number of entries since a time
     * @return id of the entry, empty if there are too many
     */
    @Transactional
    public Optional<Long> addWithin(int limit, Instant since, Action action, String user, String id, String name) {
        database.sql("SELECT pg_advisory_xact_lock(hashtext(:subject))")
                .param("subject", action + " " + user)
                .query(rows -> {});
        if (count(user, action, since) >= limit) {
            return Optional.empty();
        }
        return Optional.of(insert(user, action, user, id, name));
    }

    /** Removes an entry about something that has failed. */
    public void remove(long entry) {
        database.sql("DELETE FROM audit WHERE id = :id").param("id", entry).update();
    }

    /**
     * Adds an entry about something that is no share.
     *
     * @param actor the user, or the network address of a stranger
     * @param owner user who sees the entry
     */
    public void add(String actor, Action action, String owner, String id, String name) {
        insert(actor, action, owner, id, name);
    }

    private long insert(String actor, Action action, String owner, String id, String name) {
        long entry = database.sql("""
                        INSERT INTO audit (at, owner, actor, action, share_id, name)
                        VALUES (:at, :owner, :actor, :action, :share, :name) RETURNING id""")
                .param("at", Timestamp.from(clock.instant()))
                .param("owner", owner)
                .param("actor", actor)
                .param("action", action.name())
                .param("share", id)
                .param("name", name)
                .query(Long.class)
                .single();
        meters.counter("portal.actions", "action", action.name().toLowerCase(Locale.ROOT))
                .increment();
        return entry;
    }

    /** Deletes entries after {@code portal.keep-record}, and shortens the addresses of strangers after a week. */
    public void forget() {
        Instant now = clock.instant();
        database.sql("DELETE FROM audit WHERE at < :time")
                .param("time", Timestamp.from(now.minus(properties.keepRecord())))
                .update();
        database.sql("""
                        UPDATE audit SET actor = network_of(actor)
                        WHERE at < :time AND actor <> owner AND actor NOT LIKE '%/%'""")
                .param("time", Timestamp.from(now.minus(KEEP_ADDRESSES)))
                .update();
    }

    /** Returns how often a user did something with his own shares and requests since a time. */
    private int count(String user, Action action, Instant since) {
        return database.sql("""
                        SELECT count(*) FROM audit
                        WHERE owner = :user AND actor = :user AND action = :action AND at > :since""")
                .param("user", user)
                .param("action", action.name())
                .param("since", Timestamp.from(since))
                .query(Integer.class)
                .single();
    }

    /** Returns the newest entries about what a user shares or requests, newest first. */
    public List<Entry> newest(String owner, int limit) {
        return find(owner, "", Set.of(), limit);
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
                .query((row, number) -> new Entry(
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        Action.valueOf(row.getString("action")),
                        row.getString("share_id"),
                        row.getString("name")))
                .list();
    }
}
