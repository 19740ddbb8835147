// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.etlcluster.Sample.Kind;
import io.github.osspresign.test.JavaCommand;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An earlier version of the application and this one, in one group and with one database. The earlier one is compiled from the
 * history of the repository, with the libraries of this one.
 */
@Timeout(600)
class UpgradeTest {

    /** Commit of the earlier version, to be replaced by that of the last release. */
    private static final String COMMIT = "1144c4865b976ca2c29459f41e7c63b422dee695";

    private static final String EARLIER = "earlier";
    private static final String CURRENT = "current";

    @TempDir
    private Path folder;

    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();
    private final Map<String, ChildProcess> workers = new HashMap<>();
    private final SortedMap<String, List<String>> expected = new TreeMap<>();
    private Cluster cluster;
    private Lag lag;

    @BeforeEach
    void start() throws Exception {
        compileEarlierVersion();
        Map<String, String> properties = new HashMap<>(server.camelProperties());
        properties.put("etl.partitions", "4");
        properties.put("etl.bucket", "demo");
        properties.put("etl.region", server.region());
        cluster = new Cluster(folder, properties, note -> {});
        cluster.startServices(Map.of());
        lag = new Lag(cluster.configuration());
    }

    @AfterEach
    void stop() throws Exception {
        workers.values().forEach(ChildProcess::kill);
        if (cluster != null) {
            lag.close();
            cluster.close();
        }
        server.close();
    }

    @Test
    @Tag("long")
    void eachVersionLoadsReplacesAndSendsAgainWhatTheOtherOneHasWritten() throws Exception {
        Sample ofEarlier = new Sample("1/", 20);
        Sample ofBoth = new Sample("2/", 20);
        Sample ofCurrent = new Sample("3/", 20);

        startWorker(EARLIER);
        awaitWorkers(EARLIER);
        store(ofEarlier);
        sendWithOneFailure(ofEarlier);

        startWorker(CURRENT);
        awaitWorkers(EARLIER, CURRENT);
        store(ofBoth);
        run(EARLIER, "send", ofBoth.prefix());
        expected.putAll(ofBoth.rows(true));
        awaitRows();
        stopWorker(EARLIER);
        awaitWorkers(CURRENT);
        assertThat(resend()).isEqualTo(1);
        expected.putAll(ofEarlier.rows(true));
        awaitRows();
        replace(ofEarlier);
        run(EARLIER, "send", ofEarlier.prefix());
        awaitRows();
        store(ofCurrent);
        sendWithOneFailure(ofCurrent);

        startWorker(EARLIER);
        awaitWorkers(EARLIER, CURRENT);
        stopWorker(CURRENT);
        awaitWorkers(EARLIER);
        run(EARLIER, "resend");
        expected.putAll(ofCurrent.rows(true));
        awaitRows();
        replace(ofCurrent);
        send(ofCurrent);
        awaitRows();
        assertThat(lag.failed()).isEqualTo(2);
    }

    private void store(Sample sample) {
        sample.links(Kind::hasObject)
                .forEach(link -> server.putObject("demo", sample.key(link), sample.finalContent(link)));
    }

    private void replace(Sample sample) {
        sample.links(Kind::hasObject).forEach(link -> {
            server.putObject("demo", sample.key(link), sample.secondContent(link));
            expected.put(sample.object(link), sample.secondRows(link));
        });
    }

    private void sendWithOneFailure(Sample sample) throws Exception {
        server.inject(Supplier.corrupt(sample));
        send(sample);
        expected.putAll(sample.rows(true));
        expected.remove(sample.object(Sample.CORRUPT));
        awaitRows();
        await().atMost(Duration.ofMinutes(3)).until(() -> lag.total() == 0);
        server.clearFaults();
    }

    private void send(Sample sample) throws Exception {
        try (Signer signer = Supplier.signer(server);
                Sender sender = new Sender(cluster.configuration())) {
            signer.signPrefix(sample.prefix(), Duration.ofDays(1), sender::send);
            sender.flush();
        }
    }

    private int resend() throws Exception {
        try (Signer signer = Supplier.signer(server)) {
            return new Resend(cluster.configuration(), signer).run().sent();
        }
    }

    private void awaitRows() {
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() ->
                        assertThat(Contents.of(cluster.database(), "demo/")).isEqualTo(Contents.of(expected)));
    }

    /** Waits until these workers, and no others, have all partitions. */
    private void awaitWorkers(String... names) {
        await().atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> Set.of(names)
                        .equals(lag.partitions().stream()
                                .map(Lag.Partition::worker)
                                .collect(Collectors.toSet())));
    }

    private void startWorker(String version) throws IOException {
        workers.put(version, start(version, "worker"));
    }

    private void stopWorker(String version) throws InterruptedException {
        workers.remove(version).terminate();
    }

    private void run(String version, String command, String... arguments) throws Exception {
        int status = start(version, command, arguments).awaitEnd();
        assertThat(status)
                .as("%s", Files.readString(folder.resolve(version + ".log")))
                .isZero();
    }

    private ChildProcess start(String version, String command, String... arguments) throws IOException {
        List<String> program = new ArrayList<>(
                List.of(command, cluster.writeConfiguration(version, Map.of()).toString()));
        program.addAll(List.of(arguments));
        String classPath = version.equals(EARLIER)
                ? classes() + File.pathSeparator + ChildProcess.classPath()
                : ChildProcess.classPath();
        return ChildProcess.start(
                classPath,
                Map.of(),
                EtlCluster.class,
                folder.resolve(version + ".log"),
                program.toArray(String[]::new));
    }

    private Path classes() {
        return folder.resolve(EARLIER);
    }

    private void compileEarlierVersion() throws Exception {
        Path archive = folder.resolve("earlier.zip");
        Process git = new ProcessBuilder("git", "archive", "--format=zip", "--output=" + archive, COMMIT, "src/main")
                .redirectErrorStream(true)
                .start();
        String output = new String(git.getInputStream().readAllBytes(), UTF_8);
        assumeTrue(git.waitFor() == 0, () -> "needs the history of the repository: " + output);
        try (FileSystem zip = FileSystems.newFileSystem(archive);
                Stream<Path> found = Files.walk(zip.getPath("src", "main"))) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                // Below src/main/java or src/main/resources.
                Path copy =
                        classes().resolve(file.subpath(3, file.getNameCount()).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        List<String> arguments =
                new ArrayList<>(List.of("-nowarn", "-proc:none", "-parameters", "-cp", JavaCommand.classPath()));
        try (Stream<Path> files = Files.walk(classes())) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, errors, arguments.toArray(String[]::new));
        assertThat(status).as(() -> errors.toString(UTF_8)).isZero();
    }
}
