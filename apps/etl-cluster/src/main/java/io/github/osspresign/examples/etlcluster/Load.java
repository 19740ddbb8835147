// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.PresignedLink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Header;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transaction in which the rows of an object enter the table. */
public final class Load {

    /*
     * A worker that was paused may finish its link after another worker has loaded a later version of the object. The group
     * cannot prevent that. Therefore the transaction that writes the rows also writes the offset of the link, and does
     * nothing unless the offset is higher than that of the last link to the object. All links to an object are in one
     * partition, so offsets say which of them is later. The same check makes a redelivered link harmless.
     *
     * An idempotent repository would be a second record of what is loaded, which a killed worker leaves behind the first. It
     * also skips an object that gets a content back that it had before, while the table has the rows between.
     */

    private static final Logger LOG = LoggerFactory.getLogger(Load.class);

    static final String STALE = "already loaded by this or a later link: ";

    private final DataSource database;
    private final Uuid topic;
    private final RowWriter writer;
    private final Counter rows;
    private final Counter stale;
    private final DistributionSummary lifeLeft;

    /** @param topic ID of the topic of links: offsets of a topic that was deleted and created again start from zero */
    Load(DataSource database, Uuid topic, RowWriter writer, MeterRegistry meters) {
        this.database = database;
        this.topic = topic;
        this.writer = writer;
        this.rows = meters.counter("etl.rows");
        this.stale = meters.counter("etl.stale");
        // Not that of the component, whose clock lets no link expire.
        this.lifeLeft = DistributionSummary.builder("etl.link.life.left")
                .baseUnit("seconds")
                .register(meters);
    }

    /** Replaces the rows of an object, all or nothing, unless this or a later link has loaded it. */
    @Handler
    public void load(
            @Header(PresignConstants.LINK) PresignedLink link,
            @Header(KafkaConstants.PARTITION) int partition,
            @Header(KafkaConstants.OFFSET) long offset,
            @Body InputStream unpacked)
            throws SQLException, IOException {
        if (link.expiresAt() != null) {
            lifeLeft.record(Duration.between(Instant.now(), link.expiresAt()).toMillis() / 1000.0);
        }
        String object = object(link);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            // A connection that is closed without a commit is rolled back.
            if (!advance(connection, object, topic + "-" + partition, offset)) {
                stale.increment();
                LOG.info("{}{}", STALE, object);
                return;
            }
            int written = writer.replace(connection, object, unpacked);
            connection.commit();
            rows.increment(written);
        }
    }

    private static String object(PresignedLink link) {
        if (link.bucket() == null || link.key() == null) {
            throw new IllegalArgumentException("link: bucket and key are missing; send the link in its JSON form");
        }
        return link.bucket() + "/" + link.key();
    }

    /** Locks the object until the end of the transaction. Returns {@code false} if this or a later link has loaded it. */
    private static boolean advance(Connection connection, String object, String source, long offset)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into loaded_object as last (object, source, link_offset) values (?, ?, ?)
                on conflict (object) do update set source = excluded.source, link_offset = excluded.link_offset
                where last.source <> excluded.source or last.link_offset < excluded.link_offset""")) {
            upsert.setString(1, object);
            upsert.setString(2, source);
            upsert.setLong(3, offset);
            return upsert.executeUpdate() == 1;
        }
    }
}
