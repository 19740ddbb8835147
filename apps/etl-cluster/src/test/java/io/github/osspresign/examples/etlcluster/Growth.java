// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.examples.etlcluster.ReplacedObjects.Differences;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.camel.util.FileUtil;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Measures how the rate grows with the number of workers. The source needs 50 ms for each response, so waiting is the limit of
 * a worker and not its processor.
 */
public final class Growth {

    private static final int PARTITIONS = 64;
    private static final Duration LATENCY = Duration.ofMillis(50);

    /** Processes that start on few cores wait for each other, and a group that is not complete would measure less. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Growth() {}

    /** Prints the table of the README. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(
                "| workers | links a second | ms of a worker, broker, database for a link | doubled | missing |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (int workers : List.of(1, 2, 4, 8, 16)) {
            System.out.println(measure(workers, 250).row(workers));
        }
    }

    /**
     * Result of a measurement.
     *
     * @param rate links a second
     * @param time processor time of all links
     * @param differences differences of the table from what it must contain
     */
    record Result(double rate, int links, Cluster.ProcessorTime time, Differences differences) {

        String row(int workers) {
            return "| %d | %.0f | %.1f, %.1f, %.1f | %d | %d |"
                    .formatted(
                            workers,
                            rate,
                            (double) time.workers().toMillis() / links,
                            (double) time.broker().toMillis() / links,
                            (double) time.database().toMillis() / links,
                            differences.doubled(),
                            differences.missing());
        }
    }

    /** Measures the rate of a number of workers, with some links for each. */
    static Result measure(int workers, int linksPerWorker) throws Exception {
        int links = workers * linksPerWorker;
        Path folder = Files.createTempDirectory("etl-growth");
        try (OssDevServer source = OssDevServer.builder().bucket(Sample.BUCKET).start()) {
            source.inject(FaultRule.of(new Fault.DelayedResponse(LATENCY))
                    .forMethod("GET")
                    .always());
            Map<String, String> ofWorkers = new HashMap<>(source.camelProperties());
            ofWorkers.put("etl.partitions", Integer.toString(PARTITIONS));
            try (Cluster cluster = new Cluster(folder, ofWorkers, note -> {});
                    ReplacedObjects objects = new ReplacedObjects(links, source, cluster.configuration());
                    Lag lag = new Lag(cluster.configuration())) {
                cluster.startServices(Map.of());
                cluster.createTopicsAndTables();
                for (int worker = 0; worker < workers; worker++) {
                    cluster.startWorker(worker, Map.of());
                }
                patiently().until(() -> fewestPartitions(lag, workers) >= PARTITIONS / workers);
                // The first links of a process are slow.
                objects.replace(objects.all().subList(0, links / 4));
                patiently().until(() -> lag.total() == 0);
                Cluster.ProcessorTime earlier = cluster.processorTime();
                objects.replace(objects.all());
                long begun = System.nanoTime();
                long begin = waiting(lag);
                // At the end, some workers have nothing left to do.
                patiently().until(() -> lag.total() <= begin / 5.0);
                double rate = (begin - waiting(lag)) * 1e9 / (System.nanoTime() - begun);
                patiently().until(() -> lag.total() == 0);
                Cluster.ProcessorTime used = cluster.processorTime().since(earlier);
                return new Result(rate, links, used, objects.differences(cluster.database()));
            }
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    private static long fewestPartitions(Lag lag, int workers) throws ExecutionException, InterruptedException {
        List<Lag.Partition> partitions = lag.partitions();
        return IntStream.range(0, workers)
                .mapToLong(worker -> partitions.stream()
                        .filter(part -> Cluster.name(worker).equals(part.worker()))
                        .count())
                .min()
                .orElseThrow();
    }

    private static long waiting(Lag lag) {
        return patiently().until(lag::total, links -> !Double.isNaN(links)).longValue();
    }

    /** While many processes start, the broker may not respond in time. */
    private static ConditionFactory patiently() {
        return Awaitility.await()
                .atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }
}
