// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;

/** A real PostgreSQL of the test's own, with the binaries that come with the build; it takes some seconds to start. */
public final class Postgres implements AutoCloseable {

    // Started by root, the server runs in a separate user namespace, since it refuses to be root.
    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    public static Postgres start() throws IOException {
        return new Postgres(EmbeddedPostgres.builder().start());
    }

    public DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    /** For a process beside the test. */
    public int port() {
        return server.getPort();
    }

    /** The database that listens on that port of this machine. */
    public static DataSource dataSource(int port) {
        org.postgresql.ds.PGSimpleDataSource database = new org.postgresql.ds.PGSimpleDataSource();
        database.setPortNumbers(new int[] {port});
        database.setUser("postgres");
        return database;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
