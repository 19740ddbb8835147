// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Triggers that hold the transaction of a worker at a step, while this process has an advisory lock. */
final class DatabaseGate implements AutoCloseable {

    /** Steps of a transaction. */
    enum Step {
        /** The object is downloaded, and nothing of it is in the table. */
        FIRST(0),
        /** The object is locked, and its old rows are there. */
        LOCKED(1),
        /** The rows are written, and the commit has begun. */
        WRITTEN(2);

        private final int lock;

        Step(int lock) {
            this.lock = lock;
        }
    }

    /**
     * Worker at a step.
     *
     * @param worker its name, which is the name of its session
     */
    record Held(String worker, String object) {}

    /** The name of a session is visible before the end of its transaction, other than what it has written. */
    private static final String TRIGGERS = """
            create function gate() returns trigger language plpgsql as $$ begin
                perform set_config('application_name', current_setting('application_name') || ' ' || new.object, true);
                perform pg_advisory_xact_lock_shared(tg_argv[0]::bigint);
                return new;
            end $$;
            create trigger first before insert on loaded_object for each row execute function gate(0);
            create trigger locked after insert or update on loaded_object for each row execute function gate(1);
            create constraint trigger written after insert on reading deferrable initially deferred
                for each row execute function gate(2);
            """;

    private static final String HELD = """
            select split_part(application_name, ' ', 1), split_part(application_name, ' ', 2) from pg_stat_activity
            where wait_event_type = 'Lock' and wait_event = 'advisory' and application_name like '% %' limit 1""";

    private final DataSource database;
    private @Nullable Connection lock;

    private DatabaseGate(DataSource database) {
        this.database = database;
    }

    static DatabaseGate create(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TRIGGERS);
        }
        return new DatabaseGate(database);
    }

    /** Holds all transactions that come to a step. */
    void hold(Step step) throws SQLException {
        lock = database.getConnection();
        try (Statement statement = lock.createStatement()) {
            statement.execute("select pg_advisory_lock(" + step.lock + ")");
        }
    }

    /** Returns a worker that is held, {@code null} if there is none yet. */
    @Nullable Held held() throws SQLException {
        Connection holding = lock;
        if (holding == null) {
            return null;
        }
        try (Statement statement = holding.createStatement();
                ResultSet row = statement.executeQuery(HELD)) {
            return row.next() ? new Held(row.getString(1), row.getString(2)) : null;
        }
    }

    /** Lets all transactions continue. If the database has been away in the meantime, the lock has gone with its session. */
    void release() throws SQLException {
        Connection held = lock;
        lock = null;
        if (held == null) {
            return;
        }
        try (held) {
            if (held.isValid(1)) {
                try (Statement statement = held.createStatement()) {
                    statement.execute("select pg_advisory_unlock_all()");
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        release();
    }
}
