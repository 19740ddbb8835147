package io.github.osspresign.examples.portal.share;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counts attempts at what is limited, such as passwords and uploads of strangers, in the database, so that restarts and further
 * portals do not reset the count. An attempt is stored before it is made: attempts at the same time cannot exceed the limit
 * together. Where only failed ones count, it is forgotten if it succeeds.
 */
@Repository
public class Attempts {

    private final JdbcClient database;

    Attempts(JdbcClient database) {
        this.database = database;
    }

    /** Stores an attempt at a subject, such as the password of a share, and returns its number. */
    public long begin(String subject, Instant now) {
        return database.sql("INSERT INTO attempt (subject, at) VALUES (:subject, :now) RETURNING id")
                .param("subject", subject)
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    /** Forgets an attempt that does not count. */
    public void forget(long attempt) {
        database.sql("DELETE FROM attempt WHERE id = :id").param("id", attempt).update();
    }

    /** Returns the number of attempts at a subject in a period before now. */
    public int count(String subject, Duration period, Instant now) {
        return database.sql("SELECT count(*) FROM attempt WHERE subject = :subject AND at > :start")
                .param("subject", subject)
                .param("start", Timestamp.from(now.minus(period)))
                .query(Integer.class)
                .single();
    }

    /** Deletes attempts that no period covers any more. */
    public int deleteBefore(Instant start) {
        return database.sql("DELETE FROM attempt WHERE at < :start")
                .param("start", Timestamp.from(start))
                .update();
    }
}
