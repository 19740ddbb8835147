// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.EnvironmentVariableCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.examples.etlcluster.Sample.Kind;
import io.github.osspresign.examples.etlcluster.Settings.Mode;
import io.github.osspresign.examples.terminal.TransferView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * Runs the example: workers load the links of a topic, while they are killed and paused, the broker restarts and the
 * database is away. Then the links that have failed are sent again.
 */
public final class EtlCluster implements AutoCloseable {

    private final Settings settings;
    private final TransferView view;
    private final Path folder;
    private final Map<String, String> properties = new HashMap<>();
    private volatile @Nullable Cluster cluster;
    private @Nullable OssDevServer devServer;
    private @Nullable OSSClient client;
    private boolean keepFolder;
    private boolean closed;

    EtlCluster(Settings settings, TransferView view) throws IOException {
        this.settings = settings;
        this.view = view;
        this.folder = Files.createTempDirectory("etl-cluster");
    }

    /** Ends with exit code 0 only if each row is in the table once, and each failure was expected. */
    public static void main(String[] arguments) throws Exception {
        Settings settings;
        try {
            settings = Settings.of(List.of(arguments), System.getenv());
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            System.out.println(Settings.USAGE);
            System.exit(2);
            return;
        }
        if (settings.mode() == Mode.WORKER) {
            Worker.main(arguments);
            return;
        }
        boolean well;
        TransferView view = TransferView.ofProcess();
        try (view;
                EtlCluster example = new EtlCluster(settings, view)) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> example.interrupt(main), "etl-cluster-stop"));
            well = settings.mode() == Mode.RESEND ? example.resend() : example.run();
        }
        if (!well) {
            System.exit(1);
        }
    }

    private boolean resend() throws Exception {
        properties.put("region", Objects.requireNonNull(settings.region()));
        try (Signer signer = new Signer(Objects.requireNonNull(settings.bucket()), properties)) {
            Resend.Outcome outcome = resend(new Resend(Objects.requireNonNull(settings.brokers()), signer));
            return outcome.kept() == 0 && outcome.unusable() == 0;
        }
    }

    private Resend.Outcome resend(Resend resend) throws Exception {
        Resend.Outcome outcome = resend.run();
        view.note("   %d links are sent again, %d of them renewed. %d records have no usable link."
                .formatted(outcome.sent(), outcome.renewed(), outcome.unusable()));
        if (outcome.kept() > 0) {
            view.note("   %d links have expired and cannot be renewed with these keys. They stay in %s."
                    .formatted(outcome.kept(), Topics.FAILED));
        }
        return outcome;
    }

    /** Returns whether everything has ended as it must. */
    boolean run() throws Exception {
        String name = settings.bucket() == null ? "demo" : settings.bucket();
        BiConsumer<String, byte[]> bucket = openBucket(name);
        Cluster started =
                new Cluster(settings, folder, devServer == null ? Map.of() : devServer.camelProperties(), view::note);
        cluster = started;
        started.start(settings.workers());
        Sample sample = new Sample(
                name, "etl-cluster/" + Instant.now().getEpochSecond() + "/", settings.links(), devServer != null);
        try (Signer signer = new Signer(name, properties);
                Supplier supplier = new Supplier(sample, bucket, signer, started.brokers());
                Progress progress = new Progress(started.brokers(), view)) {
            return run(started, sample, supplier, new Resend(started.brokers(), signer), progress);
        }
    }

    private boolean run(Cluster started, Sample sample, Supplier supplier, Resend resend, Progress progress)
            throws Exception {
        view.note("1. The supplier stores objects, and sends " + sample.links() + " links.");
        supplier.store();
        if (devServer != null) {
            devServer.inject(corrupt(sample));
        }
        supplier.send();

        view.note("2. " + started.numberOfWorkers() + " workers load them.");
        Instant begun = Instant.now();
        List<Disturbance> disturbances = settings.mode() == Mode.CALM ? List.of() : List.copyOf(started.disturbances());
        for (int next = 0; next < disturbances.size(); next++) {
            progress.awaitDone((next + 1.0) / (disturbances.size() + 2));
            started.disturb(disturbances.get(next), next % started.numberOfWorkers());
        }
        supplier.change();
        progress.awaitDone(1);
        Duration time = Duration.between(begun, Instant.now());
        view.note("   That took %d s, %d links a second."
                .formatted(time.toSeconds(), progress.total() * 1000 / time.toMillis()));
        if (settings.mode() == Mode.CALM) {
            view.note("   Processor time: " + started.processorTimes() + ".");
        }
        boolean well = isComplete(started, sample, false);
        well &= haveFailed(resend, sample);

        view.note("3. What was missing is stored, what was broken is replaced, and the failed links are sent again.");
        supplier.repair();
        if (devServer != null) {
            devServer.clearFaults();
        }
        resend(resend);
        progress.awaitDone(1);
        well &= isComplete(started, sample, true);
        view.note(
                "4. " + (well ? "Each row is in the table, once." : "The table is NOT what it must be, see " + folder));
        keepFolder = !well;
        return well;
    }

    /** Changes a byte of an object whenever it is downloaded. */
    static FaultRule corrupt(Sample sample) {
        return FaultRule.of(new Fault.FlippedByte(40))
                .forKey(sample.corruptKey())
                .forMethod("GET")
                .always();
    }

    private boolean isComplete(Cluster started, Sample sample, boolean withFailed) throws Exception {
        Contents expected = Contents.of(sample.rows(withFailed));
        Contents found = Contents.of(started.database(), sample.bucket() + "/" + sample.prefix());
        view.note(
                "   In the table: " + found + (found.equals(expected) ? ", as expected." : ", NOT " + expected + "."));
        return found.equals(expected);
    }

    /** Returns whether exactly those links are in the topic of failed links that cannot have been loaded. */
    private boolean haveFailed(Resend resend, Sample sample) {
        SortedMap<String, String> reasons = resend.reasons();
        reasons.keySet().removeIf(key -> !key.startsWith(sample.bucket() + "/" + sample.prefix()));
        SortedMap<String, Integer> numbers = new TreeMap<>();
        reasons.values().forEach(reason -> numbers.merge(reason, 1, Integer::sum));
        Set<String> expected =
                sample.links(Kind::fails).mapToObj(sample::object).collect(Collectors.toSet());
        boolean well = reasons.keySet().equals(expected);
        view.note("   Failed: " + numbers + (well ? ", as expected." : ", NOT " + expected.size() + "."));
        return well;
    }

    private BiConsumer<String, byte[]> openBucket(String name) {
        if (settings.bucket() == null) {
            OssDevServer server = OssDevServer.builder().bucket(name).start();
            devServer = server;
            view.note("Starting an embedded OSS server at " + server.endpoint() + ".");
            properties.putAll(server.camelProperties());
            properties.put("region", server.region());
            return (key, content) -> server.putObject(name, key, content);
        }
        String region = Objects.requireNonNull(settings.region());
        view.note("Using bucket " + name + " in " + region + ".");
        properties.put("region", region);
        OSSClient opened = OSSClient.newBuilder()
                .region(region)
                .credentialsProvider(new EnvironmentVariableCredentialsProvider())
                .build();
        client = opened;
        return (key, content) -> opened.putObject(PutObjectRequest.newBuilder()
                .bucket(name)
                .key(key)
                .body(BinaryData.fromBytes(content))
                .build());
    }

    /** Ends on Ctrl-C. The main thread may fail because of that. */
    private void interrupt(Thread main) {
        main.setUncaughtExceptionHandler((thread, failure) -> {});
        close();
    }

    /** Ends all processes and deletes the folder. Does so once, at the end or on Ctrl-C. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Cluster started = cluster;
            if (started != null) {
                started.close();
            }
            if (client != null) {
                client.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("example does not end", e);
        } finally {
            if (devServer != null) {
                devServer.close();
            }
            if (!keepFolder) {
                FileUtil.removeDir(folder.toFile());
            }
        }
    }
}
