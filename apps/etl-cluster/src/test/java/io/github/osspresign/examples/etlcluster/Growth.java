// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.util.FileUtil;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Measures how the rate grows with the number of workers, and the lag while workers are killed and added. The source needs
 * 50 ms for each response, so waiting is the limit of a worker and not its processor.
 */
public final class Growth {

    static final int PARTITIONS = 64;
    static final Duration LATENCY = Duration.ofMillis(50);

    /** Processes that start on few cores wait for each other, and a group that is not complete would measure less. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration SAMPLE = Duration.ofMillis(100);
    private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(10);
    private static final Map<String, String> LOG_GENERATIONS = Map.of(
            "JAVA_TOOL_OPTIONS",
            "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.consumer.internals.ConsumerCoordinator=info");
    private static final Pattern GENERATION = Pattern.compile("Generation\\{generationId=(\\d+)");

    private final int linksPerWorker;
    private final Consumer<String> rows;

    /**
     * @param linksPerWorker links that are measured, for each worker
     * @param rows receives the rows of the tables
     */
    Growth(int linksPerWorker, Consumer<String> rows) {
        this.linksPerWorker = linksPerWorker;
        this.rows = rows;
    }

    /** Prints the tables of the README. The argument {@code seed} of the second table is optional. */
    public static void main(String[] arguments) throws Exception {
        long seed = arguments.length == 0 ? System.nanoTime() : Long.parseLong(arguments[0]);
        Growth growth = new Growth(250, System.out::println);
        growth.measure(List.of(1, 2, 4, 8, 16));
        System.out.println("seed " + seed);
        growth.disturb(8, Duration.ofMinutes(5), 30, new Random(seed));
    }

    /** Differences of the table from what it must contain, after rebalances of the group. */
    record Outcome(ReplacedObjects.Differences differences, int rebalances) {

        boolean isComplete() {
            return differences.equals(new ReplacedObjects.Differences(0, 0, 0));
        }

        String columns() {
            return "%d | %d | %d".formatted(rebalances, differences.doubled(), differences.missing());
        }
    }

    /** Measures the rate of some numbers of workers. */
    List<Outcome> measure(List<Integer> numbers) throws Exception {
        rows.accept("| workers | links a second | ratio to one | ms of a worker, broker, database for a link"
                + " | rebalances | doubled | missing |");
        rows.accept("| --- | --- | --- | --- | --- | --- | --- |");
        List<Outcome> outcomes = new ArrayList<>();
        double one = 0;
        for (int workers : numbers) {
            try (Group group = new Group(workers * linksPerWorker)) {
                group.start(workers);
                // The first links of a process are slow.
                group.objects.replace(group.objects.all().subList(0, workers * linksPerWorker / 4));
                group.await(0);
                Cluster.ProcessorTime earlier = group.cluster.processorTime();
                group.objects.replace(group.objects.all());
                long begun = System.nanoTime();
                long begin = group.waiting();
                // At the end, some workers have nothing left to do.
                group.await(begin / 5);
                double rate = (begin - group.waiting()) * 1e9 / (System.nanoTime() - begun);
                group.await(0);
                Cluster.ProcessorTime used = group.cluster.processorTime().since(earlier);
                one = one == 0 ? rate : one;
                Outcome outcome = group.outcome();
                outcomes.add(outcome);
                double links = workers * linksPerWorker;
                rows.accept("| %d | %.0f | %.1f | %.1f, %.1f, %.1f | %s |"
                        .formatted(
                                workers,
                                rate,
                                rate / one,
                                used.workers().toMillis() / links,
                                used.broker().toMillis() / links,
                                used.database().toMillis() / links,
                                outcome.columns()));
            }
        }
        return outcomes;
    }

    /**
     * Kills and adds workers at random while links arrive evenly.
     *
     * @param workers number of workers at first, and on average
     * @param rate links a second
     */
    Outcome disturb(int workers, Duration time, int rate, Random random) throws Exception {
        rows.accept("| minute | workers | links a second | lag, median | lag, highest |");
        rows.accept("| --- | --- | --- | --- | --- |");
        try (Group group = new Group((int) (rate * (time.toSeconds() + 1)))) {
            group.start(workers);
            List<Integer> running = new ArrayList<>(group.workers());
            int killed = 0;
            int added = 0;
            int sent = 0;
            long begun = System.nanoTime();
            long nextEvent = begun + BETWEEN_EVENTS.toNanos();
            Minute minute = new Minute(0, running.size());
            for (long passed = 0; passed < time.toNanos(); passed = System.nanoTime() - begun) {
                int due = (int) (passed / 1e9 * rate);
                group.objects.replace(group.objects.all().subList(sent, due));
                sent = due;
                minute.lags.add(group.waiting());
                if (System.nanoTime() > nextEvent) {
                    nextEvent += BETWEEN_EVENTS.toNanos();
                    // Tends to the number of the beginning.
                    if (random.nextInt(2 * workers) < running.size()) {
                        group.cluster.kill(running.remove(random.nextInt(running.size())));
                        killed++;
                    } else {
                        running.add(group.add());
                        added++;
                    }
                    minute.count(running.size());
                }
                if (passed / 60_000_000_000L > minute.number) {
                    minute = print(minute, group, running.size());
                }
                TimeUnit.NANOSECONDS.sleep(SAMPLE.toNanos());
            }
            print(minute, group, running.size());
            group.await(0);
            Outcome outcome = group.outcome();
            rows.accept("%d workers killed, %d added, %d links: rebalances, doubled, missing %s"
                    .formatted(killed, added, group.objects.links(), outcome.columns()));
            return outcome;
        }
    }

    private Minute print(Minute minute, Group group, int workers) throws ExecutionException, InterruptedException {
        long committed = group.objects.links() - group.waiting();
        rows.accept(minute.row(committed));
        Minute next = new Minute(minute.number + 1, workers);
        next.committed = committed;
        return next;
    }

    /** What has been seen within a minute. */
    private static final class Minute {

        final int number;
        final long begun = System.nanoTime();
        final List<Long> lags = new ArrayList<>();
        long committed;
        private int fewest;
        private int most;

        Minute(int number, int workers) {
            this.number = number;
            fewest = workers;
            most = workers;
        }

        void count(int workers) {
            fewest = Math.min(fewest, workers);
            most = Math.max(most, workers);
        }

        String row(long committedNow) {
            List<Long> sorted = lags.stream().sorted().toList();
            return "| %d | %d to %d | %.0f | %,d | %,d |"
                    .formatted(
                            number + 1,
                            fewest,
                            most,
                            (committedNow - committed) * 1e9 / (System.nanoTime() - begun),
                            sorted.get(sorted.size() / 2),
                            sorted.get(sorted.size() - 1));
        }
    }

    /** A cluster with its source. */
    private static final class Group implements AutoCloseable {

        final Cluster cluster;
        final ReplacedObjects objects;
        private final Path folder = Files.createTempDirectory("etl-growth");
        private final OssDevServer source;
        private final Lag lag;

        Group(int numberOfObjects) throws Exception {
            source = OssDevServer.builder().bucket(Sample.BUCKET).start();
            source.inject(FaultRule.of(new Fault.DelayedResponse(LATENCY))
                    .forMethod("GET")
                    .always());
            Map<String, String> ofWorkers = new HashMap<>(source.camelProperties());
            ofWorkers.put("etl.partitions", Integer.toString(PARTITIONS));
            cluster = new Cluster(folder, ofWorkers, note -> {});
            objects = new ReplacedObjects(numberOfObjects, source, cluster.configuration());
            lag = new Lag(cluster.configuration());
        }

        /** Starts everything, and waits until each worker has its share of the partitions. */
        void start(int workers) throws Exception {
            cluster.startServices(Map.of());
            cluster.createTopicsAndTables();
            for (int worker = 0; worker < workers; worker++) {
                add();
            }
            patiently().until(() -> fewestPartitions() >= PARTITIONS / workers);
        }

        int add() throws IOException {
            int worker = cluster.numberOfWorkers();
            cluster.startWorker(worker, Map.of(), LOG_GENERATIONS);
            return worker;
        }

        List<Integer> workers() {
            return IntStream.range(0, cluster.numberOfWorkers()).boxed().toList();
        }

        private long fewestPartitions() throws ExecutionException, InterruptedException {
            List<Lag.Partition> partitions = lag.partitions();
            return workers().stream()
                    .mapToLong(worker -> partitions.stream()
                            .filter(part -> Cluster.name(worker).equals(part.worker()))
                            .count())
                    .min()
                    .orElseThrow();
        }

        /** Returns the number of links that wait. */
        long waiting() {
            return patiently().until(lag::total, links -> !Double.isNaN(links)).longValue();
        }

        /** Waits until no more links wait than some. */
        void await(long links) {
            patiently().until(() -> lag.total() <= links);
        }

        /** While many processes start, the broker may not respond in time. */
        private static ConditionFactory patiently() {
            return Awaitility.await()
                    .atMost(LONGEST)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(SAMPLE)
                    .ignoreExceptions();
        }

        Outcome outcome() throws Exception {
            int generations = 0;
            for (int worker : workers()) {
                Matcher generation = GENERATION.matcher(Files.readString(cluster.log(worker)));
                while (generation.find()) {
                    generations = Math.max(generations, Integer.parseInt(generation.group(1)));
                }
            }
            return new Outcome(objects.differences(cluster.database()), generations);
        }

        @Override
        public void close() throws IOException {
            cluster.close();
            lag.close();
            objects.close();
            source.close();
            FileUtil.removeDir(folder.toFile());
        }
    }
}
