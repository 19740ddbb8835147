// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.OssDevServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database of a newer portal, whose tables this one does not know. */
@Tag("slow")
class NewerDatabaseTest {

    @Test
    void portalDoesNotStartWithTheDatabaseOfANewerVersion() throws Exception {
        try (EmbeddedPostgres database = EmbeddedPostgres.start()) {
            String url = database.getJdbcUrl("postgres", "postgres");
            new RunningPortal(new EmbeddedServices(OssDevServer.builder(), url)).close();
            try (Connection connection = database.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "insert into flyway_schema_history select 1000, '1000', 'newer', type, 'V1000__newer.sql', 1,"
                                + " installed_by, now(), 1, true from flyway_schema_history where version = '1'");
            }

            assertThatThrownBy(() -> new RunningPortal(new EmbeddedServices(OssDevServer.builder(), url)).close())
                    .hasStackTraceContaining("applied migration not resolved locally: 1000");
        }
    }
}
