// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.examples.watchandnotify.Ledger.Counts;
import io.github.osspresign.examples.watchandnotify.WebhookReceiver.Call;
import io.github.osspresign.test.PrintedText;
import io.github.osspresign.test.RandomSeed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes, of which the leader is killed, stopped or paused at random moments while objects appear and are overwritten. The
 * system property {@code leader.rounds} is the number of rounds.
 */
@Tag("slow")
class LeaderKillTest {

    private static final int ROUNDS = Integer.getInteger("leader.rounds", 2);

    /** Moments at which the leader ends: before a call or mail is confirmed, or just after something has happened. */
    private enum Moment {
        CALL,
        MAIL,
        CALLED,
        MAILED,
        LISTED,
        FOUND
    }

    private static final List<Moment> MOMENTS = List.of(Moment.values());

    @RegisterExtension
    final RandomSeed seed = new RandomSeed("leader.seed");

    @TempDir
    private Path folder;

    private final Queue<String> printed = new ConcurrentLinkedQueue<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private Services services;

    @BeforeEach
    void start() throws Exception {
        services = new Services();
    }

    @AfterEach
    void stop() throws Exception {
        nodes.parallelStream().forEach(NodeProcess::close);
        services.close();
    }

    @Test
    void everyObjectIsAnnouncedHoweverTheLeaderEnds() throws Exception {
        System.out.println(
                "| seed | leader | objects | overwritten | killed | stopped | paused | missing | repeated mails"
                        + " | repeated calls | seconds |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (int i = 0; i < ROUNDS; i++) {
            new Round(seed.value() + i).run();
        }
        assertThat(printed).noneMatch(line -> line.contains("position: must be written by"));
        assertThat(printed).noneMatch(line -> line.matches(".*x-oss-signature(=|%3D)[0-9a-f].*"));
    }

    @Test
    void exampleEndsWell() throws Exception {
        PrintedText output = new PrintedText();
        try (WatchAndNotify example = new WatchAndNotify(TransferView.of(output))) {
            assertThat(example.run()).as(output::toString).isTrue();
        }
        assertThat(output.toString()).doesNotContainPattern("x-oss-signature(=|%3D)[0-9a-f]");
    }

    /** Objects below a prefix, announced by two nodes. */
    private final class Round {

        private final long roundSeed;
        private final Random random;
        private final String prefix;
        private final int objects;
        private final Ledger ledger = new Ledger();
        private final AtomicInteger stored = new AtomicInteger();
        /** Each object at most once: content that is replaced before it is listed cannot be announced. */
        private final Set<String> overwritten = ConcurrentHashMap.newKeySet();

        private final Map<String, String> environment;
        /** Whether a lock of a file decides who leads, and not the database. */
        private final boolean isFileLock;
        /** Whether the whole prefix is listed again and again; if not, objects are stored that the position does not hide. */
        private final boolean sweeps;

        private int started;
        private int killed;
        private int stopped;
        private int paused;

        Round(long roundSeed) throws Exception {
            this.roundSeed = roundSeed;
            this.random = new Random(roundSeed);
            this.prefix = "round" + Math.floorMod(roundSeed, 1_000_000_000) + "/";
            this.objects = 30 + random.nextInt(40);
            environment = services.environment();
            isFileLock = random.nextInt(4) == 0;
            if (isFileLock) {
                environment.put("LEADER", "file:" + folder.resolve(prefix));
            }
            environment.put("WATCH_PREFIX", prefix);
            environment.put("WATCH_DELAY", "100ms");
            sweeps = random.nextBoolean();
            environment.put("SWEEP_DELAY", sweeps ? "1s" : "1h");
            environment.put("DIGEST_WINDOW", random.nextInt(1500) + "ms");
        }

        void run() throws Exception {
            Instant begun = Instant.now();
            startNode();
            startNode();
            until(() -> leader() != null);
            ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
            try {
                long writerSeed = random.nextLong();
                Random writing = new Random(writerSeed);
                ScheduledFuture<?> writes =
                        writer.scheduleWithFixedDelay(() -> write(writing), 0, 120, TimeUnit.MILLISECONDS);
                int ends = 1 + random.nextInt(3);
                if (!isFileLock) {
                    // A node that is paused would keep the lock of a file.
                    pauseLeader();
                }
                for (int i = 0; i < ends; i++) {
                    endLeader(objects * i / ends);
                }
                until(() -> stored.get() == objects);
                writes.cancel(false);
                until(() -> isComplete() && services.pending() == 0);
            } finally {
                writer.shutdownNow();
                nodes.parallelStream().forEach(NodeProcess::close);
                nodes.clear();
            }
            report(begun);
        }

        private void startNode() throws Exception {
            started++;
            nodes.add(services.start("node " + started, environment, printed::add));
        }

        private NodeProcess leader() {
            return nodes.stream().filter(NodeProcess::leads).findFirst().orElse(null);
        }

        private synchronized void write(Random writing) {
            if (stored.get() == objects) {
                return;
            }
            List<String> announced = services.webhook.calls().stream()
                    .map(Call::key)
                    .filter(key -> key.startsWith(prefix) && !overwritten.contains(key))
                    .toList();
            if (sweeps && !announced.isEmpty() && writing.nextInt(8) == 0) {
                String key = announced.get(writing.nextInt(announced.size()));
                overwritten.add(key);
                put(key);
                return;
            }
            // Most keys sort after the position of the listing, some before.
            int first = stored.get();
            put(prefix + (sweeps && writing.nextInt(6) == 0 ? "a" : "b") + "-%03d.csv".formatted(first));
            stored.incrementAndGet();
        }

        private void put(String key) {
            ledger.stored(key);
            services.put(key, key + " " + System.nanoTime());
        }

        /** Ends the leader at a random moment after a number of objects, and starts another node. */
        private void endLeader(int after) throws Exception {
            until(() -> stored.get() >= after && leader() != null);
            NodeProcess leader = leader();
            boolean kills = random.nextInt(4) > 0;
            Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
            int further = 1 + random.nextInt(5);
            if (kills && moment == Moment.CALL) {
                killBeforeConfirmation(
                        leader,
                        further,
                        action -> services.webhook.respond(() -> {
                            action.run();
                            return WebhookReceiver.CONFIRMED;
                        }));
            } else if (kills && moment == Moment.MAIL) {
                killBeforeConfirmation(leader, 1, services.mail::beforeConfirmation);
            } else {
                int already = count(moment);
                awaitAtMost(() -> count(moment) >= already + further);
                if (kills) {
                    leader.kill();
                } else {
                    leader.close();
                }
            }
            killed += kills ? 1 : 0;
            stopped += kills ? 0 : 1;
            nodes.remove(leader);
            startNode();
            until(() -> leader() != null);
        }

        /** Pauses the leader in the middle of what it does until another node leads, so that for a moment both do. */
        private void pauseLeader() throws Exception {
            NodeProcess leader = leader();
            Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
            int already = count(moment);
            awaitAtMost(() -> count(moment) > already);
            leader.signal("STOP");
            until(() -> nodes.stream().anyMatch(node -> node != leader && node.leads()));
            leader.signal("CONT");
            paused++;
            until(() -> !leader.leads());
        }

        private void killBeforeConfirmation(NodeProcess leader, int further, Consumer<Runnable> receiver)
                throws InterruptedException {
            AtomicInteger left = new AtomicInteger(further);
            receiver.accept(() -> {
                if (left.decrementAndGet() == 0) {
                    killQuietly(leader);
                }
            });
            awaitAtMost(() -> !leader.isAlive());
            receiver.accept(() -> {});
            leader.kill();
        }

        private static void killQuietly(NodeProcess leader) {
            try {
                leader.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private int count(Moment moment) throws Exception {
            return switch (moment) {
                case CALL, CALLED -> services.webhook.calls().size();
                case MAIL, MAILED -> services.mail.mails().size();
                case LISTED -> services.bucket.requests().size();
                case FOUND -> services.found();
            };
        }

        /** The moment does not come if everything is announced already; then the leader ends when nothing happens. */
        private void awaitAtMost(Callable<Boolean> condition) {
            Instant end = Instant.now().plusSeconds(5);
            eventually().until(() -> condition.call() || Instant.now().isAfter(end));
        }

        private Counts mails() {
            return ledger.mails(services.mail.mails(), key -> key.startsWith(prefix));
        }

        private Counts calls() {
            return ledger.calls(services.webhook.calls(), key -> key.startsWith(prefix));
        }

        private boolean isComplete() {
            return mails().isComplete() && calls().isComplete();
        }

        private void report(Instant begun) {
            System.out.printf(
                    "| %d | %s | %d | %d | %d | %d | %d | %d | %d | %d | %d |%n",
                    roundSeed,
                    isFileLock ? "file" : "database",
                    objects,
                    overwritten.size(),
                    killed,
                    stopped,
                    paused,
                    mails().missing() + calls().missing(),
                    mails().repeated(),
                    calls().repeated(),
                    Duration.between(begun, Instant.now()).toSeconds());
            assertThat(mails().isAsPromised(killed + paused)).as(this::state).isTrue();
            assertThat(calls().isAsPromised(killed + paused)).as(this::state).isTrue();
        }

        private void until(Callable<Boolean> condition) {
            try {
                eventually().until(condition);
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(state(), e);
            }
        }

        private ConditionFactory eventually() {
            // The mail server throws in a thread when a killed node closes its connection.
            return await().dontCatchUncaughtExceptions()
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(90));
        }

        private String state() {
            return "round with seed " + roundSeed + ": " + mails() + ", " + calls() + "\n" + String.join("\n", printed);
        }
    }
}
