// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.etlcluster.Sample.Kind;
import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.test.RandomSeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rounds in which workers are killed and paused, the broker restarts and the database is away, in random order. After each
 * of these, the objects that were loaded last are replaced.
 */
@Tag("slow")
class ClusterChaosTest {

    private static final int ROUNDS = Integer.getInteger("cluster.rounds", 1);
    private static final int LINKS = Integer.getInteger("cluster.links", 1000);
    private static final int WORKERS = 2;
    /** Log message of Kafka's consumer when it does not let an offset pass. */
    private static final String READ_AGAIN = "Will seek consumer to offset";

    private static final String LOADED_LAST = """
            select distinct on (source) substring(object from '[0-9]+(?=\\.zip$)')::int from loaded_object
            where starts_with(object, ?) order by source, link_offset desc""";

    @RegisterExtension
    final RandomSeed seed = new RandomSeed("cluster.seed");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final TransferView view = TransferView.of(new PrintStream(printed, true, StandardCharsets.UTF_8));
    private final ExecutorService background = Executors.newCachedThreadPool();
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();
    private final Map<String, String> properties = new HashMap<>(server.camelProperties());
    private final Set<Integer> replaced = new TreeSet<>();
    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        properties.put("region", server.region());
        cluster = new Cluster(folder, server.camelProperties(), view::note);
        cluster.start(WORKERS);
    }

    @AfterEach
    void stop() throws Exception {
        background.shutdownNow();
        cluster.close();
        server.close();
    }

    @Test
    void eachRowIsThereOnceWhateverFails() throws Exception {
        System.out.println(
                "| round | seed | disturbances | links | replaced | objects | doubled | missing | read again | late | checksum |"
                        + " seconds |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        try (Signer signer = new Signer("demo", properties)) {
            for (int round = 1; round <= ROUNDS; round++) {
                // The seed of a further round is that of the first, plus a number.
                round(round, seed.value() + round - 1, signer);
            }
        } catch (Exception | AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + printed.toString(StandardCharsets.UTF_8), e);
        }
        assertThat(Stream.of("worker-1.log", "worker-2.log").map(this::log).collect(joining()))
                .doesNotContainPattern("x-oss-signature=[0-9a-f]");
    }

    private void round(int round, long roundSeed, Signer signer) throws Exception {
        Random random = RandomSeed.random(roundSeed);
        Sample sample = new Sample("demo", "round-" + round + "/", LINKS);
        long readAgainBefore = logged(READ_AGAIN);
        long lateBefore = logged(Readings.STALE);
        long begun = System.nanoTime();
        replaced.clear();
        List<String> disturbed;
        long links;
        try (Supplier supplier = new Supplier(sample, server, signer, cluster.configuration());
                Progress progress = new Progress(cluster.configuration(), view)) {
            Resend resend = new Resend(cluster.configuration(), signer);
            supplier.store();
            server.inject(Demonstration.corrupt(sample));
            supplier.send();
            disturbed = disturb(random, sample, supplier, progress);
            progress.awaitDone(1);

            assertThat(keysOfFailed(resend, sample))
                    .isEqualTo(
                            sample.links(Kind::fails).mapToObj(sample::object).collect(toSet()));
            assertThat(contents(sample)).isEqualTo(expected(sample, false));

            supplier.repair();
            server.clearFaults();
            assertThat(resend.run().unusable())
                    .isEqualTo((int) sample.links(kind -> kind == Kind.POISON).count());
            progress.awaitDone(1);
            links = progress.total();
        }
        Contents expected = expected(sample, true);
        Contents found = contents(sample);
        System.out.println("| %d | %d | %s | %d | %d | %d | %d | %d | %d | %d | %s | %d |"
                .formatted(
                        round,
                        roundSeed,
                        String.join(", ", disturbed),
                        links,
                        replaced.size(),
                        found.objects(),
                        found.doubled(),
                        expected.objects() - found.objects(),
                        logged(READ_AGAIN) - readAgainBefore,
                        logged(Readings.STALE) - lateBefore,
                        found.equals(expected) ? "equal" : "DIFFERENT",
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)));
        assertThat(found).isEqualTo(expected);
    }

    /** Does everything once, and kills a worker once more. The database is away while the next things happen. */
    private List<String> disturb(Random random, Sample sample, Supplier supplier, Progress progress) throws Exception {
        List<Disturbance> order = new ArrayList<>(List.of(
                Disturbance.KILL_WORKER,
                Disturbance.KILL_WORKER,
                Disturbance.PAUSE_WORKER,
                Disturbance.RESTART_BROKER,
                Disturbance.KILL_BROKER,
                Disturbance.STOP_DATABASE));
        Collections.shuffle(order, random);
        int change = random.nextInt(order.size());
        List<String> names = new ArrayList<>();
        List<Future<?>> running = new ArrayList<>();
        for (int next = 0; next < order.size(); next++) {
            Disturbance disturbance = order.get(next);
            int worker = random.nextInt(WORKERS);
            names.add(disturbance.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            progress.awaitDone((next + random.nextDouble()) / (order.size() + 1));
            if (next == change) {
                supplier.change();
            }
            Future<?> started = background.submit((Callable<Void>) () -> {
                cluster.disturb(disturbance, worker);
                return null;
            });
            running.add(started);
            if (disturbance != Disturbance.STOP_DATABASE) {
                started.get();
            }
            replaceLoadedLast(sample, supplier);
        }
        for (Future<?> each : running) {
            each.get();
        }
        return names;
    }

    /** Replaces the objects whose rows may be in the table without their offset at the broker. */
    private void replaceLoadedLast(Sample sample, Supplier supplier) throws Exception {
        List<Integer> links = new ArrayList<>();
        try (Connection connection = cluster.database().getConnection();
                PreparedStatement select = connection.prepareStatement(LOADED_LAST)) {
            select.setString(1, sample.bucket() + "/" + sample.prefix());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    links.add(row.getInt(1));
                }
            }
        } catch (SQLException e) {
            // The database is away, so nothing is loaded.
            return;
        }
        links.removeIf(link -> sample.kind(link) != Kind.SOUND || replaced.contains(link));
        supplier.change(links);
        replaced.addAll(links);
    }

    private Contents expected(Sample sample, boolean withFailed) {
        SortedMap<String, List<String>> rows = sample.rows(withFailed);
        replaced.forEach(link -> rows.put(sample.object(link), sample.secondRows(link)));
        return Contents.of(rows);
    }

    private Set<String> keysOfFailed(Resend resend, Sample sample) {
        return resend.reasons().keySet().stream()
                .filter(key -> key.startsWith(sample.bucket() + "/" + sample.prefix()))
                .collect(toSet());
    }

    private Contents contents(Sample sample) throws Exception {
        return Contents.of(cluster.database(), sample.bucket() + "/" + sample.prefix());
    }

    /** Returns the number of lines in the logs of the workers. */
    private long logged(String text) {
        return IntStream.range(0, WORKERS)
                .mapToObj(worker -> log(cluster.log(worker).getFileName().toString()))
                .flatMap(String::lines)
                .filter(line -> line.contains(text))
                .count();
    }

    private String log(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
