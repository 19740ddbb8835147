// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Table of announcements: what is found, and what of it was sent. The position of the listing passes an object only after it
 * is in this table, and it leaves no queue before the receiver has confirmed it, so a killed process loses nothing.
 */
final class Outbox {

    private Outbox() {}

    /** Creates the tables of the nodes unless they exist. Several processes may do so at the same time. */
    static void create(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // "if not exists" does not wait for the transaction of another process.
            statement.execute("select pg_advisory_xact_lock(hashtext('announcement'))");
            statement.execute("""
                    create table if not exists announcement (
                        bucket text, object_key text, etag text,
                        id uuid not null unique default gen_random_uuid(),
                        found_at timestamptz not null,
                        mail_id text, mailed_at timestamptz,
                        webhook_due_at timestamptz not null, webhook_attempts int not null default 0, webhook_at timestamptz,
                        primary key (bucket, object_key, etag))""");
            // Only what is pending is looked for, however many announcements there have been.
            statement.execute("create index if not exists announcement_to_mail on announcement (found_at, id)"
                    + " where mailed_at is null");
            statement.execute("create index if not exists announcement_to_call on announcement (webhook_due_at)"
                    + " where webhook_at is null");
            statement.execute("create table if not exists watch_position (name text primary key, value text not null)");
            // Camel's repository would create it too, but fails if another process does so at the same time.
            statement.execute("create table if not exists camel_messageprocessed (processorName varchar(255),"
                    + " messageId varchar(100), createdAt timestamp, primary key (processorName, messageId))");
            connection.commit();
        }
    }
}
