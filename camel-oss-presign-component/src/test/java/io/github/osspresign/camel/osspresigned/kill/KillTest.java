// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.Postgres;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.camel.osspresigned.chaos.ChaosQueue;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.RandomSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No link is lost, no file is corrupt, and an object is delivered twice only if its key had not been written, however
 * often the process is killed. {@code -Dkill.runs=} sets the number of kills, 200 with {@code -Plong}; {@code
 * -Dkill.seed=} sets the plan, but not the timing of the threads.
 */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillTest extends OssPresignedTestSupport {

    private static final int RUNS = Integer.getInteger("kill.runs", 4);
    private static final int CONCURRENT = 2;
    private static final Pattern KEY = Pattern.compile("/demo/([^#]+)#");
    private static final List<KillPoint> KILL_POINTS = List.of(
            KillPoint.BEFORE_RENAME,
            KillPoint.BEFORE_KEY,
            KillPoint.AFTER_RENAME,
            KillPoint.AFTER_KEY,
            KillPoint.IN_UNIQUE_FILE,
            KillPoint.BEFORE_ACKNOWLEDGEMENT,
            KillPoint.BEFORE_LINK,
            KillPoint.AFTER_LINK,
            KillPoint.IN_JOURNAL,
            KillPoint.LARGE_BEFORE_FSYNC,
            KillPoint.LARGE_BEFORE_RENAME,
            KillPoint.LARGE_BEFORE_LINK,
            KillPoint.LARGE_AFTER_LINK);

    private static final List<KillPoint> QUEUE_MOMENTS = Arrays.asList(
            KillPoint.AFTER_KEY,
            null,
            KillPoint.BEFORE_COMMIT,
            KillPoint.AFTER_COMMIT,
            KillPoint.BEFORE_RENAME,
            KillPoint.BEFORE_KEY);

    @RegisterExtension
    final RandomSeed seed = new RandomSeed("kill.seed");

    /** Objects by name. */
    private final Map<String, Content> objects = new TreeMap<>();

    /** Messages, and whether all of their links are valid. */
    private final Map<String, Boolean> messages = new TreeMap<>();

    /** How often a delivery was entered without its key when the process was killed. */
    private final Map<String, Integer> entered = new HashMap<>();

    private final Map<String, Integer> killed = new TreeMap<>();
    private final Set<Path> checked = new HashSet<>();
    private int links;
    private int abandoned;

    private record Content(long length, long crc) {

        static Content of(byte[] bytes) {
            CRC32C crc = new CRC32C();
            crc.update(bytes);
            return new Content(bytes.length, crc.getValue());
        }
    }

    KillTest() {
        withoutRouteBuilder();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesAndCorruptsNothingHoweverOftenTheProcessIsKilled(boolean inDatabase) throws Exception {
        Random random = new Random(seed.value());
        try (Postgres postgres = inDatabase ? Postgres.start() : null) {
            if (postgres != null) {
                new JdbcMessageIdRepository(postgres.dataSource(), KilledRoute.KEYS).start();
            }
            String keys = postgres == null ? "file" : Integer.toString(postgres.port());
            for (int run = 0; run < RUNS / 2; run++) {
                // Every other kill is at a point of the list, the others are at random.
                KillPoint point = run % 2 == 0 ? KILL_POINTS.get(run / 2 % KILL_POINTS.size()) : null;
                give(random, point != null && point.isForLargeObjects());
                runAndKill(random, point, keys);
                check(postgres);
            }
            outdateAbandonedFiles();
            giveOne(random);
            finish(keys);
            check(postgres);
            assertThat(keys(postgres)).isEqualTo(objects.keySet());
        }
        assertOutcome();
    }

    /** Nothing is delivered twice, because the output of the route is rolled back with the message. */
    @Test
    void transactionSendsEachMessageOnceHoweverOftenTheProcessIsKilled() throws Exception {
        Random random = new Random(seed.value());
        String address = "tcp://127.0.0.1:" + FreePort.find();
        List<String> expected = new ArrayList<>();
        try (ChaosQueue queue = new ChaosQueue(address, -1)) {
            for (int run = 0; run < Math.max(2, RUNS / 4); run++) {
                for (int message = 1 + random.nextInt(3); message > 0; message--) {
                    StringBuilder list = new StringBuilder();
                    for (int link = 1 + random.nextInt(3); link > 0; link--) {
                        String name = "object-" + links + ".bin";
                        list.append(link(9, size(random), random)).append('\n');
                        expected.add(name + " " + objects.get(name).crc());
                        links++;
                    }
                    queue.give("message-" + links, list.toString());
                }
                runAndKill(random, QUEUE_MOMENTS.get(run % QUEUE_MOMENTS.size()), "file", address);
            }
            server.clearFaults();
            try (KillableJvm jvm = start("Override", false, "file", address)) {
                jvm.awaitLine("started");
                await().atMost(Duration.ofMinutes(3)).until(queue::isDrained);
                jvm.kill();
            }
            assertThat(queue.sentOn()).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(keys(null)).isEqualTo(objects.keySet());
        System.out.println("kill: in transactions " + killed + ", links " + links + ": each sent on once");
    }

    // ---- input

    private void give(Random random, boolean large) throws IOException {
        Files.createDirectories(folder(KilledRoute.LINKS));
        for (int message = 1 + random.nextInt(3); message > 0; message--) {
            StringBuilder list = new StringBuilder();
            boolean good = true;
            for (int link = 1 + random.nextInt(3); link > 0; link--) {
                int kind = random.nextInt(10);
                good &= kind != 0;
                list.append(link(kind, large ? 5_000_000 : size(random), random))
                        .append('\n');
                links++;
            }
            put(list.toString(), good);
        }
    }

    /** Gives a message with one small object, so that the directory is used. */
    private void giveOne(Random random) throws IOException {
        put(link(9, 100, random), true);
        links++;
    }

    private void put(String list, boolean good) throws IOException {
        String name = "message-" + messages.size();
        messages.put(name, good);
        Path staged = Files.writeString(directory.resolve(name), list);
        Files.move(staged, folder(KilledRoute.LINKS).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Lets the files of small objects that killed processes have left look old to the clock of the next one. */
    private void outdateAbandonedFiles() throws IOException {
        for (String name : filesIn(folder(KilledRoute.INBOX))) {
            if (name.startsWith(".~")) {
                Files.setLastModifiedTime(
                        folder(KilledRoute.INBOX).resolve(name),
                        FileTime.from(clock.instant().minus(Duration.ofHours(2))));
                abandoned++;
            }
        }
    }

    private String link(int kind, int size, Random random) {
        if (kind == 0) {
            return link("missing-" + links);
        }
        if (kind == 1 && !objects.isEmpty()) {
            List<String> names = List.copyOf(objects.keySet());
            clock.advance(Duration.ofSeconds(1));
            return link(names.get(random.nextInt(names.size())));
        }
        String name = "object-" + links + ".bin";
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        objects.put(name, Content.of(bytes));
        server.putObject(BUCKET, name, bytes);
        return link(name);
    }

    private static int size(Random random) {
        return random.nextInt(
                switch (random.nextInt(16)) {
                    case 0 -> 5_000_000;
                    case 1, 2 -> 2_000_000;
                    default -> 20_000;
                });
    }

    // ---- the process

    private void runAndKill(Random random, @Nullable KillPoint point, String... where) throws Exception {
        server.clearFaults();
        server.inject(
                FaultRule.of(new Fault.CutBodyAfter(random.nextInt(1_000_000))).onNth(1 + random.nextInt(4)));
        server.inject(
                FaultRule.of(new Fault.StatusError(500, "InternalError", "no")).onNth(1 + random.nextInt(4)));
        boolean linked = point != null && point.isForLinks();
        try (KillableJvm jvm = start(linked ? "Ignore" : "Override", point != null, where)) {
            if (point == null) {
                jvm.awaitLines(1 + random.nextInt(20), Duration.ofSeconds(1));
                LockSupport.parkNanos(random.nextInt(5_000_000));
            }
            boolean there = point == null || jvm.haltAt(point, 1 + random.nextInt(2), Duration.ofSeconds(8));
            assertThat(jvm.isAlive()).as(errors()).isTrue();
            jvm.kill();
            killed.merge(point == null || !there ? "anywhere" : point.toString(), 1, Integer::sum);
        }
    }

    private void finish(String keys) throws Exception {
        server.clearFaults();
        try (KillableJvm jvm = start("Override", false, keys)) {
            jvm.awaitLine("started");
            await().atMost(Duration.ofMinutes(3)).until(() -> {
                assertThat(jvm.isAlive()).as(errors()).isTrue();
                try (Stream<Path> left = Files.list(folder(KilledRoute.LINKS))) {
                    return left.allMatch(file -> file.getFileName().toString().startsWith("."));
                }
            });
            jvm.kill();
        }
    }

    /** @param where location of the keys, and of the broker if there is one */
    private KillableJvm start(String fileExist, boolean hasKillPoint, String... where) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add(directory.toString());
        arguments.add(where[0]);
        arguments.add("&concurrentDownloads=" + CONCURRENT + "&parallelism=2&partSize=1000000"
                + "&backoffInitial=5ms&fileExist=" + fileExist);
        arguments.addAll(List.of(where).subList(1, where.length));
        return KillableJvm.start(KilledRoute.class, folder("errors"), hasKillPoint, arguments);
    }

    private String errors() throws IOException {
        return Files.readString(folder("errors"));
    }

    private Path folder(String name) {
        return directory.resolve(name);
    }

    // ---- outcome

    /** Checks the state that the killed process has left. */
    private void check(@Nullable Postgres postgres) throws Exception {
        for (Path file : finalFiles()) {
            if (checked.add(file)) {
                assertThat(Content.of(Files.readAllBytes(file)))
                        .as(file.toString())
                        .isEqualTo(objects.get(file.getFileName().toString()));
            }
        }
        Set<String> keys = keys(postgres);
        Set<String> inProgress = new TreeSet<>();
        deliveries().forEach((name, times) -> {
            if (!keys.contains(name) && times > entered.getOrDefault(name, 0)) {
                assertThat(times).as(name).isEqualTo(1 + entered.getOrDefault(name, 0));
                entered.put(name, times);
                inProgress.add(name);
            }
        });
        assertThat(inProgress).as("in progress at the same time").hasSizeLessThanOrEqualTo(CONCURRENT);
    }

    private List<Path> finalFiles() throws IOException {
        return filesIn(folder(KilledRoute.INBOX)).stream()
                .filter(name -> !name.contains(".part"))
                .map(folder(KilledRoute.INBOX)::resolve)
                .toList();
    }

    /** How often each object was entered; each time it was the right one. */
    private Map<String, Integer> deliveries() throws IOException {
        Path ledger = folder(KilledRoute.LEDGER);
        Map<String, Integer> times = new TreeMap<>();
        for (String line : Files.exists(ledger) ? Files.readAllLines(ledger) : List.<String>of()) {
            String[] entry = line.split(" ", 2);
            assertThat(objects.get(entry[0]).crc()).as(line).isEqualTo(Long.parseLong(entry[1]));
            times.merge(entry[0], 1, Integer::sum);
        }
        return times;
    }

    private Set<String> keys(@Nullable Postgres postgres) throws Exception {
        Set<String> names = new TreeSet<>();
        for (String key : postgres == null ? keysInFile() : keysIn(postgres)) {
            Matcher name = KEY.matcher(key);
            assertThat(name.find()).as(key).isTrue();
            // Camel writes a line break after a key: if it is killed in between, the next key is in the same line.
            do {
                names.add(name.group(1));
            } while (name.find());
        }
        return names;
    }

    private List<String> keysInFile() throws IOException {
        Path file = folder(KilledRoute.KEYS);
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return lines.stream().filter(line -> !line.startsWith("message ")).toList();
    }

    private static List<String> keysIn(Postgres postgres) throws Exception {
        List<String> keys = new ArrayList<>();
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT messageId FROM CAMEL_MESSAGEPROCESSED")) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }

    private void assertOutcome() throws IOException {
        Map<String, Integer> deliveries = deliveries();
        Map<String, Integer> expected = new TreeMap<>();
        objects.keySet().forEach(name -> expected.put(name, 1 + entered.getOrDefault(name, 0)));
        assertThat(deliveries).isEqualTo(expected);

        assertThat(finalFiles()).hasSize(objects.size());
        assertThat(filesIn(folder(KilledRoute.LINKS)))
                .containsExactlyInAnyOrderElementsOf(messages.entrySet().stream()
                        .map(message -> (message.getValue() ? ".camel/" : ".error/") + message.getKey())
                        .toList());
        List<String> left = leftOver();
        System.out.println("kill: " + killed + ", links " + links + ": objects delivered " + objects.size()
                + ", of them again after a kill between route and key "
                + entered.values().stream().mapToInt(Integer::intValue).sum() + ", messages failed "
                + messages.values().stream().filter(good -> !good).count() + ", left beside finished files "
                + left.size() + ", abandoned " + abandoned);
    }

    /** Part files are left only beside files that are finished, where a later run found nothing left to do for them. */
    private List<String> leftOver() throws IOException {
        try (Stream<Path> files = Files.list(folder(KilledRoute.INBOX))) {
            List<String> left = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".part"))
                    .collect(Collectors.toList());
            assertThat(left).allMatch(name -> objects.containsKey(name.substring(0, name.indexOf(".part"))));
            return left;
        }
    }
}
