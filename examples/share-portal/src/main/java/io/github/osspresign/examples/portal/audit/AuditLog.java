package io.github.osspresign.examples.portal.audit;

import io.github.osspresign.examples.portal.share.Share;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Record in the database. */
@Repository
public class AuditLog {

    private final JdbcClient database;
    private final Clock clock;
    private final MeterRegistry meters;

    AuditLog(JdbcClient database, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.clock = clock;
        this.meters = meters;
    }

    /** What can happen to a share. */
    public enum Action {
        CREATED,
        UPLOADED,
        CHANGED,
        REVOKED,
        DELETED,
        DOWNLOADED,
        MAILED
    }

    /** One line of the record. */
    public record Entry(Instant at, String actor, Action action, String shareId, String name) {}

    /**
     * Adds an entry.
     *
     * @param actor the user, or the network address of a recipient
     */
    public void add(String actor, Action action, Share share) {
        database.sql(
                        "INSERT INTO audit (at, actor, action, share_id, name) VALUES (:at, :actor, :action, :share, :name)")
                .param("at", Timestamp.from(clock.instant()))
                .param("actor", actor)
                .param("action", action.name())
                .param("share", share.id())
                .param("name", share.name())
                .update();
        meters.counter("portal.actions", "action", action.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Returns how often a user did something since a time. */
    public int count(String actor, Action action, Instant since) {
        return database.sql("SELECT count(*) FROM audit WHERE actor = :actor AND action = :action AND at > :since")
                .param("actor", actor)
                .param("action", action.name())
                .param("since", Timestamp.from(since))
                .query(Integer.class)
                .single();
    }

    /** Returns the newest entries, newest first. */
    public List<Entry> newest(int limit) {
        return database.sql("SELECT * FROM audit ORDER BY id DESC LIMIT :limit")
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
