// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.terminal.TransferView;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object with a value that the table can never take does not stop the other objects of its manifest. */
class RefusedValueTest {

    private static final int REFUSED = 3;

    @TempDir
    private Path workspace;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table reading add check (meter <> 3)",
                "alter table reading add column share int generated always as (1 / (meter - 3)) stored"
            })
    void valueThatTheTableRefusesIsAFailureOfItsLink(String rule) throws Exception {
        Sample sample = new Sample("demo", "refused/", 10);
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start();
                EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
            Map<String, String> properties = EtlDownload.properties(server);
            Readings readings = new Readings(database.getPostgresDatabase());
            try (Connection connection = database.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(rule);
            }
            Supplier supplier = new Supplier(
                    sample,
                    (key, content) -> server.putObject("demo", key, content),
                    "presign:demo?region=" + server.region() + "&expiration=1d",
                    properties,
                    workspace);
            supplier.store();
            supplier.giveManifest(Load.manifests(workspace).resolve("readings.jsonl"));

            TransferView view =
                    TransferView.of(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            Load.Outcome outcome = new Load(workspace, database.getPostgresDatabase(), view, null, properties).run();

            assertThat(outcome.waiting()).isEmpty();
            assertThat(Files.readAllLines(Load.failures(workspace)))
                    .hasSize(3)
                    .anySatisfy(line -> assertThat(line).contains("\"" + sample.key(REFUSED) + "\""));
            SortedMap<String, List<String>> sound = new TreeMap<>(sample.rows());
            for (int link = 1; link <= REFUSED; link++) {
                sound.remove(sample.object(link));
            }
            assertThat(readings.rows("demo/")).isEqualTo(sound);
        }
    }
}
