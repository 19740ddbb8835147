// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.test.PrintedText;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who may write a manifest has objects, but cannot replace the rows of another object with theirs. */
class ForgedNameTest {

    private static final int OWN = 6;
    private static final int OTHER = 7;

    @TempDir
    private Path workspace;

    @Test
    void linkWithTheNameOfAnotherObjectLoadsNothing() throws Exception {
        Sample sample = new Sample("demo", "forged/", 10);
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start();
                EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
            Map<String, String> properties = EtlDownload.properties(server);
            Readings readings = new Readings(database.getPostgresDatabase());
            Supplier supplier = new Supplier(
                    sample,
                    (key, content) -> server.putObject("demo", key, content),
                    "presign:demo?region=" + server.region() + "&expiration=1d",
                    properties,
                    workspace);
            supplier.store();
            Path manifest = Load.manifests(workspace).resolve("readings.jsonl");
            supplier.giveManifest(manifest);
            String forged = Files.readAllLines(manifest).stream()
                    .filter(line -> line.contains(name(sample, OWN)))
                    .findFirst()
                    .orElseThrow()
                    .replace(name(sample, OWN), name(sample, OTHER));
            Files.writeString(manifest, forged + "\n");

            TransferView view = TransferView.of(new PrintedText());
            Load.Outcome outcome = new Load(workspace, database.getPostgresDatabase(), view, null, properties).run();

            assertThat(outcome.failed()).isOne();
            assertThat(readings.rows("demo/")).isEmpty();
        }
    }

    private static String name(Sample sample, int object) {
        return "\"key\":\"" + sample.key(object) + "\"";
    }
}
