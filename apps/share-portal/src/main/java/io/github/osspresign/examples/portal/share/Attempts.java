// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts attempts at what is limited, such as passwords and uploads of strangers, in the database, so that restarts and further
 * portals do not reset the count. Each network has a limit, a larger one a higher limit, and all together ten times that of an
 * address. So one who guesses does not lock out the others, and many addresses do not guess without end.
 */
@Repository
public class Attempts {

    private final JdbcClient database;

    Attempts(JdbcClient database) {
        this.database = database;
    }

    /**
     * Counts an attempt. Those at the same time wait for each other, so that they cannot exceed the limit together. One that is
     * refused is not counted, so that an address that goes on does not use up what all others may do.
     *
     * @param subject what is attempted, such as the password of a share
     * @param address network address of the client
     * @param limit attempts of an address in the period
     * @return numbers under which the attempt is counted, empty if it is refused
     */
    @Transactional
    public List<Long> begin(String subject, String address, int limit, Duration period) {
        return begin(subject, address, limit, period, 10);
    }

    /** Counts an attempt, like {@link #begin}, but those of other networks do not count. */
    @Transactional
    public List<Long> beginAlone(String subject, String address, int limit, Duration period) {
        return begin(subject, address, limit, period, null);
    }

    private List<Long> begin(String subject, String address, int limit, Duration period, @Nullable Integer ofAll) {
        database.sql("SELECT pg_advisory_xact_lock(hashtext(?))").param(subject).query(row -> {});
        return database.sql("""
                        WITH counted AS (
                            SELECT :subject || ' ' || network AS subject, times FROM networks_of(:address)
                            UNION ALL SELECT :subject || ' ', :ofAll::integer WHERE :ofAll::integer IS NOT NULL)
                        INSERT INTO attempt (subject, at)
                        SELECT subject, now() FROM counted WHERE NOT EXISTS (
                            SELECT FROM counted WHERE times * :limit <= (
                                SELECT count(*) FROM attempt WHERE attempt.subject = counted.subject
                                    AND at > now() - make_interval(secs => :seconds)))
                        RETURNING id""")
                .param("subject", subject)
                .param("address", address)
                .param("ofAll", ofAll)
                .param("limit", limit)
                .param("seconds", period.toSeconds())
                .query(Long.class)
                .list();
    }

    /** Returns the smallest network of an address. */
    public String network(String address) {
        return database.sql("SELECT network FROM networks_of(?) ORDER BY times LIMIT 1")
                .param(address)
                .query(String.class)
                .single();
    }

    /** Forgets an attempt where only those that fail count. */
    public void forget(List<Long> attempt) {
        database.sql("DELETE FROM attempt WHERE id IN (:attempt)")
                .param("attempt", attempt)
                .update();
    }
}
