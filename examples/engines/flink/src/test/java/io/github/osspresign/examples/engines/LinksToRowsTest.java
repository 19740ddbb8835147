// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.test.CsvObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksToRowsTest {

    private static final int OBJECTS = 1000;

    @Test
    @Tag("long")
    void stoppedTaskManagerCostsNoRowAndIsResumed(@TempDir Path folder) throws Exception {
        System.setProperty("localDevelopment", "true");
        Path files = folder.resolve("files");
        Path rows = folder.resolve("rows");
        // In this process, with a task manager for each of two parallel tasks.
        MiniClusterConfiguration configuration = new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration().set(RestOptions.BIND_PORT, "0"))
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(1)
                .build();
        try (CsvObjects objects = new CsvObjects(OBJECTS);
                MiniCluster cluster = new MiniCluster(configuration)) {
            cluster.start();
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.setParallelism(2);
            env.enableCheckpointing(200);
            String list = objects.writeList(folder.resolve("links.jsonl")).toString();
            LinksToRows.define(env, list, files.toString(), rows.toString());
            JobID job =
                    cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();

            await().atMost(Duration.ofMinutes(10)).until(() -> CsvObjects.isPartIn(files));
            // The shuffle of the links connects all tasks, so all of them are restarted.
            cluster.terminateTaskManager(0).get();
            cluster.startTaskManager();
            cluster.requestJobResult(job)
                    .get(10, TimeUnit.MINUTES)
                    .toJobExecutionResult(getClass().getClassLoader());

            assertThat(committed(rows)).hasSize(objects.rows()).doesNotHaveDuplicates();
            assertThat(objects.resumedBytes()).isPositive();
            // Downloads of small objects that were interrupted, four in each task.
            assertThat(objects.requests()).isBetween(OBJECTS + 1, OBJECTS + 12);
            System.out.printf(
                    "links: %d, rows: %d, requests: %d, bytes resumed: %d%n",
                    OBJECTS, objects.rows(), objects.requests(), objects.resumedBytes());
        }
    }

    @Test
    @Tag("long")
    void failureOfTheJobNamesItsReasonButNoSignature(@TempDir Path folder) throws Exception {
        System.setProperty("localDevelopment", "true");
        try (CsvObjects objects = new CsvObjects(1);
                StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1)) {
            String missing = objects.missing();
            Path list = Files.writeString(folder.resolve("links.jsonl"), missing);
            LinksToRows.define(
                    env,
                    list.toString(),
                    folder.resolve("files").toString(),
                    folder.resolve("rows").toString());

            assertThatThrownBy(() -> env.execute())
                    .hasStackTraceContaining("ObjectNotFoundException")
                    .extracting(Throwables::getStackTrace, InstanceOfAssertFactories.STRING)
                    .doesNotContain(missing.replaceAll(".*x-oss-signature=(\\w+).*", "$1"));
        }
    }

    private static List<String> committed(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
