// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.PrintedText;
import io.github.osspresign.test.SignedLinks;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table has the rows of the content that an object has, whatever content it had before. */
class EarlierContentTest {

    /** Two objects that are there, with different contents. */
    private static final int FIRST = 6;

    private static final int SECOND = 7;

    @TempDir
    private Path workspace;

    @Test
    void objectThatGetsAnEarlierContentBackIsLoadedAgain() throws Exception {
        Sample sample = new Sample("demo", "earlier/", 10);
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start();
                EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
            Map<String, String> properties = EtlDownload.properties(server);
            Readings readings = new Readings(database.getPostgresDatabase());
            Files.createDirectories(Load.manifests(workspace));
            String key = sample.key(FIRST);
            String url = new SignedLinks(server, "demo", Clock.systemUTC()).get(key);
            String link = LinkJson.write(
                    PresignedLink.builder(url).bucket("demo").key(key).build());

            // A zip has the time at which it was made.
            Map<Integer, byte[]> zips = Map.of(FIRST, sample.zip(FIRST), SECOND, sample.zip(SECOND));
            for (int content : List.of(FIRST, SECOND, FIRST, FIRST)) {
                server.putObject("demo", key, zips.get(content));
                Files.writeString(Load.manifests(workspace).resolve(content + ".jsonl"), link + "\n" + link + "\n");
                TransferView view = TransferView.of(new PrintedText());
                Load.Outcome outcome =
                        new Load(workspace, database.getPostgresDatabase(), view, null, properties).run();

                assertThat(outcome.isComplete()).isTrue();
                assertThat(readings.rows("demo/"))
                        .isEqualTo(Map.of(sample.object(FIRST), sample.rows().get(sample.object(content))));
            }
        }
    }
}
