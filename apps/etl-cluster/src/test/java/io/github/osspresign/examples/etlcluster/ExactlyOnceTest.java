// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.etlcluster.ReplacedObjects.Differences;
import io.github.osspresign.test.RandomSeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rounds in which all objects are replaced, and workers are held at a step of a link. There, a worker is killed, is paused
 * for longer than its session or gets a wrong clock, or broker or database restart. Before that, what the workers may have
 * in hand is replaced.
 */
@Tag("slow")
class ExactlyOnceTest {

    private static final int ROUNDS = Integer.getInteger("cluster.rounds", 1);
    private static final int OBJECTS = Integer.getInteger("cluster.objects", 60);
    private static final int WORKERS = 3;
    /** Events of a round. Six rounds have all events at all steps. */
    private static final int MOMENTS = 6;

    private static final Duration LONG = Duration.ofMinutes(10);

    private static final List<Duration> CLOCKS =
            List.of(Duration.ofDays(2), Duration.ofDays(-2), Duration.ofHours(1), Duration.ofHours(-1), Duration.ZERO);

    private static final String LOADED_LAST =
            "select distinct on (source) object from loaded_object order by source, link_offset desc";

    /** Step of a link at which a worker is held. */
    private enum Step {
        /** The object is downloaded, nothing is in the database. */
        DOWNLOADED,
        /** The offset is in the transaction, the rows are not. */
        LOCKED,
        /** The rows are in the transaction, whose commit has begun. */
        WRITTEN,
        /** The rows are in the table, and the broker does not know. */
        COMMITTED,
        /** The broker has the offset, and the worker does not know. */
        OFFSET_STORED,
        /** The topic of failed links has the record, and the worker does not know. */
        FAILURE_STORED
    }

    /** What happens to the worker then, or to a service. */
    private enum Event {
        KILL,
        PAUSE,
        CLOCK,
        BROKER,
        DATABASE
    }

    /** Event at a step. */
    private record Moment(Step step, Event event) {}

    @RegisterExtension
    final RandomSeed seed = new RandomSeed("cluster.seed");

    @TempDir
    private Path folder;

    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final List<@Nullable WrongClock> clocks = new ArrayList<>();
    private final Deque<Moment> moments = new ArrayDeque<>();
    private BrokerGate brokerGate;
    private DatabaseGate databaseGate;
    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        brokerGate = new BrokerGate();
        Map<String, String> configured = new HashMap<>(server.camelProperties());
        configured.put("kafka.bootstrap.servers", brokerGate.address());
        // Other than the name of a worker.
        configured.put("kafka.client.id", "test");
        configured.put("kafka.session.timeout.ms", "3000");
        configured.put("kafka.heartbeat.interval.ms", "1000");
        configured.put("etl.partitions", "6");
        // Nobody starts a worker again that has ended because of a busy machine.
        configured.put("etl.patience", "10m");
        cluster = new Cluster(folder, configured, notes::add);
        brokerGate.open(cluster.brokerPort());
        cluster.startServices(Map.of(
                "advertised.listeners", "BROKER://" + brokerGate.address(), "group.min.session.timeout.ms", "1000"));
        cluster.createTopicsAndTables();
        databaseGate = DatabaseGate.create(cluster.database());
        for (int worker = 0; worker < WORKERS; worker++) {
            clocks.add(WrongClock.create(folder, Cluster.name(worker)));
            startWorker(worker);
        }
    }

    /** The name of the session in the database is that of the worker. */
    private void startWorker(int worker) throws IOException {
        String url = cluster.properties().get("etl.database.url");
        WrongClock clock = clocks.get(worker);
        cluster.startWorker(
                worker,
                Map.of("etl.database.url", url + "?ApplicationName=" + Cluster.name(worker)),
                clock == null ? Map.of() : clock.environment());
    }

    @AfterEach
    void stop() throws Exception {
        brokerGate.close();
        cluster.close();
        server.close();
    }

    @Test
    void rowsOfEachObjectAreThoseOfItsLastLinkWhateverFailsAtWhateverStep() throws Exception {
        System.out.println("| round | seed | links | late | doubled | missing | stale | seconds |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        try (ReplacedObjects objects = new ReplacedObjects(OBJECTS, server, cluster.configuration())) {
            Resend resend = new Resend(cluster.configuration(), objects.signer());
            for (int round = 1; round <= ROUNDS; round++) {
                // The seed of a further round is that of the first, plus a number.
                round(round, seed.value() + round - 1, objects, resend);
            }
        } catch (Exception | AssertionError e) {
            IntStream.range(0, WORKERS).mapToObj(this::lastLines).forEach(notes::add);
            throw new AssertionError(e.getMessage() + "\n" + String.join("\n", notes), e);
        }
        assertThat(IntStream.range(0, WORKERS).mapToObj(this::log).toList())
                .noneMatch(log -> log.matches("(?s).*x-oss-signature=[0-9a-f].*"));
    }

    private void round(int round, long roundSeed, ReplacedObjects objects, Resend resend) throws Exception {
        Random random = RandomSeed.random(roundSeed);
        long begun = System.nanoTime();
        long late = logged(Load.STALE);
        int links = objects.links();
        notes.clear();
        objects.replace(shuffled(objects.all(), random));
        for (int moment = 0; moment < MOMENTS; moment++) {
            happen(next(random), objects, random);
        }
        try (Lag lag = new Lag(cluster.configuration())) {
            await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> lag.total() == 0);
        }
        Differences differences = objects.differences(cluster.database());
        System.out.println("| %d | %d | %d | %d | %d | %d | %d | %d |"
                .formatted(
                        round,
                        roundSeed,
                        objects.links() - links,
                        logged(Load.STALE) - late,
                        differences.doubled(),
                        differences.missing(),
                        differences.stale(),
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)));
        assertThat(resend.reasons().keySet()).isEqualTo(objects.withoutLink());
        assertThat(differences).isEqualTo(new Differences(0, 0, 0));
    }

    /** Returns the next of all events at all steps, kills twice, in random order. */
    private Moment next(Random random) {
        if (moments.isEmpty()) {
            List<Moment> all = new ArrayList<>();
            for (Step step : Step.values()) {
                all.add(new Moment(step, Event.KILL));
                for (Event event : Event.values()) {
                    all.add(new Moment(step, event));
                }
            }
            moments.addAll(shuffled(all, random));
        }
        return moments.remove();
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private void happen(Moment moment, ReplacedObjects objects, Random random) throws Exception {
        notes.add(moment.toString());
        hold(moment.step());
        if (moment.step() == Step.FAILURE_STORED) {
            objects.sendWithoutLink();
        } else {
            objects.replace(shuffled(objects.all(), random).subList(0, 6));
        }
        Set<String> inHand = new TreeSet<>();
        int worker = awaitHeld(inHand);
        inHand.addAll(loadedLast());
        objects.replaceNamed(inHand);
        notes.add("  " + Cluster.name(worker) + " has " + inHand);
        switch (moment.event()) {
            case KILL -> {
                cluster.kill(worker);
                brokerGate.drop();
                release();
                startWorker(worker);
            }
            case PAUSE -> {
                cluster.pause(worker);
                release();
                cluster.resumeLate(worker);
            }
            case CLOCK -> {
                WrongClock clock = clocks.get(worker);
                if (clock != null) {
                    clock.step(CLOCKS.get(random.nextInt(CLOCKS.size())));
                }
            }
            case BROKER -> cluster.restartBroker(random.nextBoolean());
            case DATABASE -> {
                cluster.restartDatabase(Duration.ZERO);
                cluster.database().getHikariPoolMXBean().softEvictConnections();
            }
        }
        release();
    }

    private void hold(Step step) throws SQLException {
        switch (step) {
            case DOWNLOADED -> databaseGate.hold(DatabaseGate.Step.FIRST);
            case LOCKED -> databaseGate.hold(DatabaseGate.Step.LOCKED);
            case WRITTEN -> databaseGate.hold(DatabaseGate.Step.WRITTEN);
            case COMMITTED -> brokerGate.hold(BrokerGate.Kind.OFFSET_REQUEST);
            case OFFSET_STORED -> brokerGate.hold(BrokerGate.Kind.OFFSET_RESPONSE);
            case FAILURE_STORED -> brokerGate.hold(BrokerGate.Kind.RECORD_RESPONSE);
        }
    }

    /**
     * Waits until a worker is held.
     *
     * @param objects receives the name of its object, if the database knows it
     */
    private int awaitHeld(Set<String> objects) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < end) {
            DatabaseGate.Held held = databaseGate.held();
            String worker = held == null ? brokerGate.heldWorker() : held.worker();
            if (held != null) {
                objects.add(held.object());
            }
            if (worker != null) {
                return IntStream.range(0, WORKERS)
                        .filter(number -> worker.equals(Cluster.name(number)))
                        .findFirst()
                        .orElseThrow();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("no worker comes to this step");
    }

    private void release() throws SQLException {
        databaseGate.release();
        brokerGate.release();
    }

    /** Returns the names of the objects whose offsets the broker may not have yet. */
    private List<String> loadedLast() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = cluster.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOADED_LAST)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    /** Returns the number of lines in the logs of the workers. */
    private long logged(String text) {
        return IntStream.range(0, WORKERS)
                .mapToObj(this::log)
                .flatMap(String::lines)
                .filter(line -> line.contains(text))
                .count();
    }

    private String lastLines(int worker) {
        List<String> lines = log(worker).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    private String log(int worker) {
        try {
            return Files.readString(cluster.log(worker));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
