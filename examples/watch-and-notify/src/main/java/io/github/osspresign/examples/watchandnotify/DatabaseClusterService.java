// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.support.cluster.AbstractCamelClusterService;
import org.apache.camel.support.cluster.AbstractCamelClusterView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/** Leader election by PostgreSQL. The leader has an advisory lock, which ends with its session. */
final class DatabaseClusterService extends AbstractCamelClusterService<DatabaseClusterService.View> {

    /*
     * A leader that loses its connection notices it after CHECK and TIMEOUT and stops. The server ends the session of a
     * silent leader later, so its successor starts after that. Only a leader whose process hangs can still be sending when
     * another one leads.
     */
    private static final int CHECK_SECONDS = 1;
    private static final int TIMEOUT_SECONDS = 3;
    private static final int SILENCE_SECONDS = 6;

    /** How often the loss of a lead is told again: camel-master starts a route for a while after the lead was taken. */
    private static final int REPEATS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClusterService.class);

    private final DataSource database;

    DatabaseClusterService(String url, String user, String password) {
        // A pool would keep the session, and with it the lock.
        DriverManagerDataSource sessions = new DriverManagerDataSource(url, user, password);
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "watch-and-notify leader");
        properties.setProperty("connectTimeout", Integer.toString(TIMEOUT_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(TIMEOUT_SECONDS));
        sessions.setConnectionProperties(properties);
        this.database = sessions;
    }

    @Override
    protected View createView(String namespace) {
        return new View(namespace);
    }

    /** Election of one leader. This node is the only member that it knows. */
    final class View extends AbstractCamelClusterView implements CamelClusterMember {

        private @Nullable ScheduledExecutorService executor;
        // Only the executor uses these three.
        private @Nullable Connection session;
        private boolean isAway;
        private int untold;
        private volatile boolean leads;

        View(String namespace) {
            super(DatabaseClusterService.this, namespace);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // The checks end with the executor.
        protected void doStart() {
            ScheduledExecutorService started = getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "database-leader");
            started.scheduleWithFixedDelay(this::check, 0, CHECK_SECONDS, TimeUnit.SECONDS);
            executor = started;
        }

        @Override
        protected void doStop() throws InterruptedException {
            ScheduledExecutorService started = executor;
            if (started != null) {
                executor = null;
                started.execute(this::endSession);
                started.shutdown();
                started.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            }
        }

        private void check() {
            try {
                boolean before = leads;
                leads = hasLock();
                if (leads != before) {
                    untold = leads ? 0 : REPEATS;
                } else if (untold > 0) {
                    untold--;
                } else {
                    return;
                }
                fireLeadershipChangedEvent(leads ? this : null);
            } catch (RuntimeException e) {
                // It would end the checks.
                LOG.warn("the lead ends", e);
                endSession();
            }
        }

        private boolean hasLock() {
            try {
                if (session == null) {
                    session = openSession();
                    isAway = false;
                }
                return leads ? isAlive(session) : tryLock(session);
            } catch (SQLException e) {
                if (!isAway) {
                    LOG.warn("no session with the database, tried again: {}", e.getMessage());
                    isAway = true;
                }
                endSession();
                return false;
            }
        }

        private void endSession() {
            leads = false;
            JdbcUtils.closeConnection(session);
            session = null;
        }

        @Override
        public Optional<CamelClusterMember> getLeader() {
            return leads ? Optional.of(this) : Optional.empty();
        }

        @Override
        public CamelClusterMember getLocalMember() {
            return this;
        }

        @Override
        public List<CamelClusterMember> getMembers() {
            return List.of(this);
        }

        @Override
        public boolean isLeader() {
            return leads;
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String getId() {
            return getClusterService().getId();
        }

        private boolean tryLock(Connection connection) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement("select pg_try_advisory_lock(hashtext(?))")) {
                statement.setString(1, getNamespace());
                ResultSet row = statement.executeQuery();
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private Connection openSession() throws SQLException {
        Connection opened = database.getConnection();
        try {
            execute(opened, "set idle_session_timeout = '" + SILENCE_SECONDS + "s'");
            return opened;
        } catch (SQLException e) {
            JdbcUtils.closeConnection(opened);
            throw e;
        }
    }

    /** Keeps the session, and its lock, for a further time. */
    private static boolean isAlive(Connection connection) throws SQLException {
        execute(connection, "select");
        return true;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
