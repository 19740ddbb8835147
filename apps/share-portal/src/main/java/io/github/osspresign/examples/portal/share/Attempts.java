// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counts attempts at what is limited, such as passwords and uploads of strangers, in the database, so that restarts and further
 * portals do not reset the count. Each network has a limit, a larger one a higher limit, and all together ten times that of an
 * address. So one who guesses does not lock out the others, and many addresses do not guess without end.
 */
@Repository
public class Attempts {

    private static final Network ALL = new Network("", 10);

    private final JdbcClient database;

    Attempts(JdbcClient database) {
        this.database = database;
    }

    /** An attempt, with the numbers under which it is counted. */
    public record Attempt(List<Long> numbers) {}

    /**
     * Counts an attempt. It is stored before the others are counted: attempts at the same time cannot exceed the limit together.
     * One that is refused is not counted, so that an address that goes on does not use up what all others may do.
     *
     * @param subject what is attempted, such as the password of a share
     * @param address network address of the client
     * @param limit attempts of an address in the period
     * @return empty if the attempt is refused
     */
    public Optional<Attempt> begin(String subject, String address, int limit, Duration period, Instant now) {
        List<Network> networks = new ArrayList<>(Network.of(address));
        networks.add(ALL);
        return begin(subject, networks, limit, now.minus(period), now);
    }

    /** Counts an attempt, like {@link #begin}, but those of other networks do not count. */
    public Optional<Attempt> beginAlone(String subject, String address, int limit, Duration period, Instant now) {
        return begin(subject, Network.of(address), limit, now.minus(period), now);
    }

    private Optional<Attempt> begin(String subject, List<Network> networks, int limit, Instant start, Instant now) {
        Attempt attempt = new Attempt(new ArrayList<>());
        for (Network network : networks) {
            OptionalLong number = begin(subject + " " + network.name(), limit * network.times(), start, now);
            if (number.isEmpty()) {
                forget(attempt);
                return Optional.empty();
            }
            attempt.numbers().add(number.getAsLong());
        }
        return Optional.of(attempt);
    }

    private OptionalLong begin(String subject, int limit, Instant start, Instant now) {
        long attempt = database.sql("INSERT INTO attempt (subject, at) VALUES (:subject, :now) RETURNING id")
                .param("subject", subject)
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
        int count = database.sql("SELECT count(*) FROM attempt WHERE subject = :subject AND at > :start")
                .param("subject", subject)
                .param("start", Timestamp.from(start))
                .query(Integer.class)
                .single();
        if (count > limit) {
            forget(attempt);
            return OptionalLong.empty();
        }
        return OptionalLong.of(attempt);
    }

    /** Forgets an attempt where only those that fail count. */
    public void forget(Attempt attempt) {
        attempt.numbers().forEach(this::forget);
    }

    private void forget(long attempt) {
        database.sql("DELETE FROM attempt WHERE id = :id").param("id", attempt).update();
    }

    /** Deletes attempts that no period covers any more. */
    public int deleteBefore(Instant start) {
        return database.sql("DELETE FROM attempt WHERE at < :start")
                .param("start", Timestamp.from(start))
                .update();
    }
}
