// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** PostgreSQL with the tables of the example. */
final class Database {

    /** Time that a link waits for a connection while the database is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /*
     * A worker that is paused in the middle of a transaction keeps its locks, and its connection stays open. The database
     * ends such a session itself, so that the worker that has taken over waits for seconds and not for the end of the pause.
     */
    private static final String SESSION = "-c idle_in_transaction_session_timeout=5000 -c lock_timeout=10000";

    private static final String LOADED = """
        create table if not exists loaded_object (
            object text primary key, source text not null, link_offset bigint not null);
        """;

    private Database() {}

    /** Returns a pool of connections. It needs no database yet. */
    static HikariDataSource open(Configuration configuration) {
        String url = configuration.get("etl.database.url");
        if (!url.startsWith("jdbc:postgresql:")) {
            // The value may contain a password.
            throw new IllegalArgumentException("etl.database.url: must begin with jdbc:postgresql:");
        }
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername(configuration.find("etl.database.user"));
        pool.setPassword(configuration.find("etl.database.password"));
        pool.setMaximumPoolSize(configuration.number("etl.database.connections"));
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(PATIENCE.toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("options", SESSION);
        pool.addDataSourceProperty("connectTimeout", "5");
        pool.addDataSourceProperty("socketTimeout", "15");
        return new HikariDataSource(pool);
    }

    /** Creates the tables unless they exist. */
    static void createTables(HikariDataSource database, RowWriter writer) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // "If not exists" fails if two workers create a table at the same time.
            statement.execute("select pg_advisory_xact_lock(hashtext('etl-cluster'))");
            statement.execute(LOADED + writer.table());
            connection.commit();
        }
    }

    /** Returns a state for people, or fails if the database does not respond or cannot be written. */
    static String state(HikariDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("show transaction_read_only")) {
            setting.next();
            if (setting.getBoolean(1)) {
                throw new SQLException("database is read-only", "25006");
            }
            return "responds";
        }
    }
}
