// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.test.PrintedText;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects with values that the table can never take do not stop the other objects of their manifest. */
class RefusedValueTest {

    /** Two of them have expired or have no object. */
    private static final List<Integer> NOT_LOADED = List.of(1, 2, 3, 5);

    private static final String RULES = """
            alter table reading add check (meter <> 3);
            alter table reading add column share int generated always as (1 / (meter - 5)) stored
            """;

    @TempDir
    private Path workspace;

    @Test
    void valuesThatTheTableRefusesAreFailuresOfTheirLinks() throws Exception {
        Sample sample = new Sample("demo", "refused/", 10);
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start();
                EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
            Map<String, String> properties = EtlDownload.properties(server);
            Readings readings = new Readings(database.getPostgresDatabase());
            try (Connection connection = database.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(RULES);
            }
            Supplier supplier = new Supplier(
                    sample,
                    (key, content) -> server.putObject("demo", key, content),
                    "presign:demo?region=" + server.region() + "&expiration=1d",
                    properties,
                    workspace);
            supplier.store();
            supplier.giveManifest(Load.manifests(workspace).resolve("readings.jsonl"));

            TransferView view = TransferView.of(new PrintedText());
            Load.Outcome outcome = new Load(workspace, database.getPostgresDatabase(), view, null, properties).run();

            assertThat(outcome.waiting()).isEmpty();
            assertThat(Files.readAllLines(Load.failures(workspace)))
                    .hasSize(NOT_LOADED.size())
                    .anySatisfy(line -> assertThat(line).contains("\"" + sample.key(3) + "\""))
                    .anySatisfy(line -> assertThat(line).contains("\"" + sample.key(5) + "\""));
            SortedMap<String, List<String>> sound = new TreeMap<>(sample.rows());
            NOT_LOADED.forEach(link -> sound.remove(sample.object(link)));
            assertThat(readings.rows("demo/")).isEqualTo(sound);
        }
    }
}
