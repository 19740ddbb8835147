// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.etlcluster.Sample.Kind;
import io.github.osspresign.examples.terminal.TransferView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * Runs the example: workers load the links of a topic, while they are killed and paused, the broker restarts and the
 * database is away. Then the links that have failed are sent again.
 */
public final class Demonstration implements AutoCloseable {

    private static final Pattern LINKS = Pattern.compile("--links=([1-9][0-9]{2,5})");
    private static final int WORKERS = 2;

    private final int links;
    private final List<Cluster.Disturbance> disturbances;
    private final TransferView view;
    private final Path folder;
    private volatile @Nullable Cluster cluster;
    private @Nullable OssDevServer server;
    private boolean keepFolder;
    private boolean closed;

    /** @param disturbances events while the links are loaded */
    Demonstration(int links, List<Cluster.Disturbance> disturbances, TransferView view) throws IOException {
        this.links = links;
        this.disturbances = disturbances;
        this.view = view;
        this.folder = Files.createTempDirectory("etl-cluster");
    }

    /** Ends with exit code 0 only if each row is in the table once, and each failure was expected. */
    public static void main(String[] arguments) throws Exception {
        String given = arguments.length == 0 ? "--links=6000" : String.join(" ", arguments);
        Matcher links = LINKS.matcher(given);
        if (!links.matches()) {
            System.out.println("arguments: must be --links=100 to --links=999999, were '" + given + "'");
            System.out.println("Usage: Demonstration [--links=NUMBER]");
            System.exit(2);
            return;
        }
        boolean well;
        TransferView view = TransferView.ofProcess();
        try (view;
                Demonstration example =
                        new Demonstration(Integer.parseInt(links.group(1)), Cluster.DISTURBANCES, view)) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> example.interrupt(main), "etl-cluster-stop"));
            well = example.run();
        }
        if (!well) {
            System.exit(1);
        }
    }

    /** Returns whether everything has ended as it must. */
    boolean run() throws Exception {
        OssDevServer bucket = OssDevServer.builder().bucket(Sample.BUCKET).start();
        server = bucket;
        view.note("Starting an embedded OSS server at " + bucket.endpoint() + ".");
        Cluster started = new Cluster(folder, bucket.camelProperties(), view::note);
        cluster = started;
        started.start(WORKERS);
        Sample sample = new Sample("", links);
        try (Supplier supplier = new Supplier(sample, bucket, started.configuration());
                Progress progress = new Progress(started.configuration(), view)) {
            return run(started, sample, supplier, progress);
        }
    }

    private boolean run(Cluster started, Sample sample, Supplier supplier, Progress progress) throws Exception {
        Resend resend = new Resend(started.configuration(), supplier.signer());
        view.note("1. The supplier stores objects, and sends " + sample.links() + " links.");
        supplier.store();
        supplier.send();

        view.note("2. " + started.numberOfWorkers() + " workers load them.");
        Instant begun = Instant.now();
        for (int next = 0; next < disturbances.size(); next++) {
            progress.awaitDone((next + 1.0) / (disturbances.size() + 2));
            disturbances.get(next).happen(started, next % started.numberOfWorkers());
        }
        supplier.change();
        progress.awaitDone(1);
        Duration taken = Duration.between(begun, Instant.now());
        view.note("   That took %d s, %d links a second."
                .formatted(taken.toSeconds(), progress.total() * 1000 / taken.toMillis()));
        boolean well = isComplete(started, sample, false);
        well &= haveFailed(resend, sample);

        view.note("3. What was missing is stored, what was broken is replaced, and the failed links are sent again.");
        supplier.repair();
        Resend.Outcome outcome = resend.run();
        view.note("   %d links are sent again, %d of them renewed. %d records have no usable link."
                .formatted(outcome.sent(), outcome.renewed(), outcome.unusable()));
        progress.awaitDone(1);
        well &= isComplete(started, sample, true);
        view.note(
                "4. " + (well ? "Each row is in the table, once." : "The table is NOT what it must be, see " + folder));
        keepFolder = !well;
        return well;
    }

    private boolean isComplete(Cluster started, Sample sample, boolean withFailed) throws Exception {
        Contents expected = Contents.of(sample.rows(withFailed));
        Contents found = Contents.of(started.database(), Sample.BUCKET + "/" + sample.prefix());
        view.note(
                "   In the table: " + found + (found.equals(expected) ? ", as expected." : ", NOT " + expected + "."));
        return found.equals(expected);
    }

    /** Returns whether exactly those links are in the topic of failed links that cannot have been loaded. */
    private boolean haveFailed(Resend resend, Sample sample) {
        SortedMap<String, String> reasons = resend.reasons();
        SortedMap<String, Integer> numbers = new TreeMap<>();
        reasons.values().forEach(reason -> numbers.merge(reason, 1, Integer::sum));
        Set<String> expected =
                sample.links(Kind::fails).mapToObj(sample::object).collect(Collectors.toSet());
        boolean well = reasons.keySet().equals(expected);
        view.note("   Failed: " + numbers + (well ? ", as expected." : ", NOT " + expected.size() + "."));
        return well;
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
        } catch (Exception e) {
            throw new IllegalStateException("example does not end", e);
        } finally {
            if (server != null) {
                server.close();
            }
            if (!keepFolder) {
                FileUtil.removeDir(folder.toFile());
            }
        }
    }
}
