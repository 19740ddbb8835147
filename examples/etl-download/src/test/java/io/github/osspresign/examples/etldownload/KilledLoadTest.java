// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.examples.etldownload.Sample.Kind;
import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.test.RandomSeed;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A load in a separate process, which is killed in the middle, several times. */
@Tag("slow")
class KilledLoadTest {

    private static final int LINKS = 400;
    private static final int KILLS = 4;

    @RegisterExtension
    final RandomSeed seed = new RandomSeed("kill.seed");

    @TempDir
    private Path workspace;

    private final Sample sample = new Sample("demo", "killed/", LINKS);
    private final List<Process> processes = new ArrayList<>();
    private OssDevServer server;
    private EmbeddedPostgres database;
    private Readings readings;

    @BeforeEach
    void start() throws Exception {
        server = OssDevServer.builder().bucket("demo").start();
        database = EmbeddedPostgres.builder().start();
        readings = new Readings(database.getPostgresDatabase());
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        database.close();
        server.close();
    }

    @Test
    void eachRowIsThereOnceHoweverOftenTheProcessIsKilled() throws Exception {
        Supplier supplier = new Supplier(
                sample,
                (key, content) -> server.putObject("demo", key, content),
                presign() + "&expiration=1d",
                EtlDownload.properties(server),
                workspace);
        supplier.store();
        supplier.giveManifest(Load.manifests(workspace).resolve("readings.jsonl"));
        server.inject(FaultRule.of(new Fault.FlippedByte(40))
                .forKey(sample.corruptKey())
                .always());
        // So that there is a middle to be killed in.
        server.inject(
                FaultRule.of(new Fault.StallAfter(0, Duration.ofMillis(20))).always());

        Random random = new Random(seed.value());
        int objects = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            objects += 20 + random.nextInt(LINKS / KILLS - 40);
            int enough = objects;
            Process load = load(List.of());
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> {
                        assertThat(load.isAlive()).as(output()).isTrue();
                        return readings.rows("demo/killed/").size() >= enough;
                    });
            load.destroyForcibly().waitFor();
            assertThat(readings.rows("demo/killed/").size())
                    .isLessThan(sample.rows().size());
        }

        assertThat(exitCode(load(List.of()))).as(output()).isEqualTo(1);
        assertThat(readings.rows("demo/killed/")).isEqualTo(sound());
        List<String> failed = Files.readAllLines(Load.failures(workspace));
        assertThat(failed).doesNotHaveDuplicates().hasSize(sample.rows().size() - sound().size());

        supplier.storeMissing();
        server.clearFaults();
        Files.move(Load.failures(workspace), Load.manifests(workspace).resolve("failed-once.jsonl"));
        assertThat(exitCode(load(List.of("--refresh-uri=" + presign() + "&expiration=1h"))))
                .as(output())
                .isZero();
        assertThat(readings.rows("demo/killed/")).isEqualTo(sample.rows());
        assertThat(Load.failures(workspace)).doesNotExist();
        assertThat(output()).doesNotContainPattern("x-oss-signature=[0-9a-f]");
    }

    private SortedMap<String, List<String>> sound() {
        SortedMap<String, List<String>> rows = new TreeMap<>(sample.rows());
        IntStream.range(0, LINKS)
                .filter(link -> sample.kind(link) != Kind.SOUND && sample.kind(link) != Kind.SECOND)
                .forEach(link -> rows.remove(sample.object(link)));
        return rows;
    }

    private String presign() {
        return "presign:demo?region=" + server.region();
    }

    private Process load(List<String> further) throws IOException {
        Path temporary = Files.createDirectories(workspace.resolve("tmp"));
        List<String> options = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary));
        EtlDownload.properties(server).forEach((name, value) -> options.add("-D" + name + "=" + value));
        List<String> arguments = new ArrayList<>(List.of("--load-only", "--workspace=" + workspace));
        arguments.addAll(further);
        ProcessBuilder builder = JavaCommand.of(EtlDownload.class, options, arguments.toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(outputFile().toFile()));
        builder.environment()
                .putAll(Map.of(
                        "JDBC_URL",
                        "jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres",
                        "PGUSER",
                        "postgres"));
        builder.environment().remove("OSS_BUCKET");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private Path outputFile() {
        return workspace.resolve("output.txt");
    }

    private String output() throws IOException {
        return Files.exists(outputFile()) ? Files.readString(outputFile()) : "";
    }
}
