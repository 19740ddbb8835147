// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.test.CsvObjects;
import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.test.OwnThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LinksToTableTest {

    private static final int OBJECTS = 1000;
    private static final int PARTITIONS = 20;

    private final AtomicInteger failedTasks = new AtomicInteger();

    @Test
    @Tag("long")
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc shows which process downloads")
    void killedExecutorCostsNoRowAndRepeatsNoDownload(@TempDir Path folder) throws Exception {
        Path files = folder.resolve("files");
        Path table = folder.resolve("table");
        try (CsvObjects objects = new CsvObjects(OBJECTS);
                SparkSession spark = cluster(folder)) {
            String list = objects.writeList(folder.resolve("links.jsonl")).toString();
            CompletableFuture<Void> job = CompletableFuture.runAsync(
                    () -> LinksToTable.run(spark, list, files.toString(), table.toString(), PARTITIONS),
                    OwnThread::start);

            await().atMost(Duration.ofMinutes(10)).until(() -> job.isDone() || CsvObjects.isPartIn(files));
            assertThat(job).isNotDone();
            ProcessHandle.current()
                    .descendants()
                    .filter(LinksToTableTest::holdsPartFile)
                    .findFirst()
                    .orElseThrow()
                    .destroyForcibly();
            job.get(10, TimeUnit.MINUTES);

            Dataset<Row> rows = spark.read().parquet(table.toString());
            assertThat(rows.count()).isEqualTo(objects.rows());
            assertThat(rows.select("object", "row").distinct().count()).isEqualTo(objects.rows());
            assertThat(rows.select("object").distinct().count()).isEqualTo(OBJECTS);
            assertThat(failedTasks).hasValue(1);
            assertThat(objects.resumedBytes()).isPositive();
            // A connection that fails is one more.
            assertThat(objects.requests()).isBetween(OBJECTS + 1, OBJECTS + 5);
            System.out.printf(
                    "links: %d, rows: %d, killed tasks: %d, requests: %d, bytes resumed: %d%n",
                    OBJECTS, rows.count(), failedTasks.get(), objects.requests(), objects.resumedBytes());
        }
    }

    @Test
    @Tag("long")
    void failureOfTheJobNamesItsReasonButNoSignature(@TempDir Path folder) throws IOException {
        System.setProperty("localDevelopment", "true");
        try (CsvObjects objects = new CsvObjects(1);
                SparkSession spark = settings("local[1]", folder).getOrCreate()) {
            String missing = objects.missing();
            Path list = Files.writeString(folder.resolve("links.jsonl"), missing);

            assertThatThrownBy(() -> LinksToTable.run(
                            spark,
                            list.toString(),
                            folder.resolve("files").toString(),
                            folder.resolve("table").toString(),
                            1))
                    .hasStackTraceContaining("ObjectNotFoundException")
                    .extracting(Throwables::getStackTrace, InstanceOfAssertFactories.STRING)
                    .doesNotContain(missing.replaceAll(".*x-oss-signature=(\\w+).*", "$1"));
        }
    }

    /** Two executors, each a process with one core. */
    private SparkSession cluster(Path folder) throws IOException {
        // The libraries of a worker, which are on the class path of the executors already.
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        SparkSession spark = settings("local-cluster[2,1,1024]", folder)
                .config("spark.executor.extraClassPath", JavaCommand.classPath())
                .config("spark.executor.extraJavaOptions", "-DlocalDevelopment=true -XX:TieredStopAtLevel=1")
                .getOrCreate();
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                if (!end.taskInfo().successful()) {
                    failedTasks.incrementAndGet();
                }
            }
        });
        return spark;
    }

    private static SparkSession.Builder settings(String master, Path folder) {
        return SparkSession.builder()
                .master(master)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.enabled", false)
                .config("spark.local.dir", folder.resolve("local").toString())
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
    }

    private static boolean holdsPartFile(ProcessHandle process) {
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            return open.anyMatch(LinksToTableTest::isPartFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPartFile(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().endsWith("large.csv.part");
        } catch (IOException e) {
            // Closed meanwhile.
            return false;
        }
    }
}
