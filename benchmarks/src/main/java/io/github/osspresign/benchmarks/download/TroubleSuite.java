// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Measures what is fetched twice after a cut connection and after {@code kill -9}, and how long it takes to resume. */
public final class TroubleSuite implements Suite {

    private static final String KEY = "trouble.bin";
    private static final Duration NO_LATENCY = Duration.ZERO;
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);

    /** Makes a connection last long enough to be cut in the middle. */
    private static final String LIMIT = "16m";

    /** A program that has to resume after a cut, and after it has been killed. */
    private record Loader(String name, Program program, List<String> arguments) {}

    @Override
    public Report run(Effort effort) throws Exception {
        Bench.requirePossible();
        boolean full = effort == Effort.FULL;
        try (Bench bench = Bench.open()) {
            StoredObjects objects = StoredObjects.in(bench.folder(bench.memory(), "served"));
            objects.add(KEY, (full ? 256L : 24L) << 20, 1);
            int rounds = full ? 3 : 1;
            try (NginxServer server =
                    NginxServer.start(bench.folder(bench.disk(), "nginx"), objects, bench.certificate(), LIMIT)) {
                return new Report(
                        rounds,
                        List.of("after each cut and each kill the file had the bytes of the object in the end"),
                        List.of(cuts(bench, objects, server, rounds), kills(bench, objects, server, rounds)));
            }
        }
    }

    private static Table cuts(Bench bench, StoredObjects objects, NginxServer server, int rounds) throws Exception {
        long size = Files.size(objects.bucket().resolve(KEY));
        Path output = bench.folder(bench.memory(), "output");
        Table table = new Table("connections cut");
        for (Loader any : loaders(bench, "http://127.0.0.1:1", output)) {
            List<Double> twice = new ArrayList<>();
            List<Double> seconds = new ArrayList<>();
            for (int round = 0; round < rounds && any.program().isInstalled(); round++) {
                Folders.empty(output);
                try (Relay relay = new Relay(server.httpPort(), NO_LATENCY, size / 2, true)) {
                    Loader loader = named(any.name(), loaders(bench, relay.origin(), output));
                    Run run = Run.of(loader.program().with(loader.arguments()), bench.folder(bench.disk(), "scratch"));
                    if (run.failure() != null) {
                        throw new IllegalStateException(any.name() + ": did not resume: " + run.failure());
                    }
                    Folders.requireSame(objects.bucket(), output, any.name());
                    twice.add((relay.relayed() - size) / 1048576.0);
                    seconds.add(run.transfer().seconds());
                }
            }
            add(table, any, "seconds", twice, seconds);
        }
        Folders.empty(output);
        return table;
    }

    private static Table kills(Bench bench, StoredObjects objects, NginxServer server, int rounds) throws Exception {
        long size = Files.size(objects.bucket().resolve(KEY));
        Path output = bench.folder(bench.memory(), "output");
        Table table = new Table("process killed");
        for (Loader any : loaders(bench, "http://127.0.0.1:1", output)) {
            List<Double> twice = new ArrayList<>();
            List<Double> wait = new ArrayList<>();
            for (int round = 0; round < rounds && any.program().isInstalled(); round++) {
                Folders.empty(output);
                try (Relay relay = new Relay(server.httpPort(), NO_LATENCY, size / 2, false)) {
                    Loader loader = named(any.name(), loaders(bench, relay.origin(), output));
                    kill(bench, loader, relay);
                    long started = System.currentTimeMillis();
                    Path scratch = bench.folder(bench.disk(), "scratch");
                    Run run = Run.of(loader.program().with(loader.arguments()), scratch);
                    if (run.failure() != null) {
                        throw new IllegalStateException(any.name() + ": did not resume: " + run.failure());
                    }
                    Folders.requireSame(objects.bucket(), output, any.name());
                    twice.add((relay.relayed() - size) / 1048576.0);
                    wait.add((relay.firstByteMillis() - sent(scratch, started)) / 1000.0);
                }
            }
            add(table, any, "first byte", twice, wait);
        }
        Folders.empty(output);
        return table;
    }

    /**
     * Kills the process when half of the object has arrived. Its connections are open until then: a client that sees them end
     * may truncate its file.
     */
    private static void kill(Bench bench, Loader loader, Relay relay) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(loader.program().with(loader.arguments()))
                .redirectErrorStream(true)
                .redirectOutput(bench.disk().resolve("killed.txt").toFile())
                .start();
        boolean arrived = relay.awaitMark(MAX_WAIT);
        process.destroyForcibly().waitFor();
        relay.startOver();
        if (!arrived) {
            throw new IllegalStateException(loader.name() + ": half of the object did not arrive in time");
        }
    }

    /** Returns when the process was sent the link, if it says so; the time before that does not count. */
    private static long sent(Path scratch, long started) throws IOException {
        return Files.readAllLines(scratch.resolve(Run.LOG)).stream()
                .filter(line -> line.startsWith(PresignedFile.SENT))
                .map(line -> Long.parseLong(line.substring(PresignedFile.SENT.length())))
                .findFirst()
                .orElse(started);
    }

    private static List<Loader> loaders(Bench bench, String origin, Path output) {
        String link = NginxServer.link(origin, KEY, Instant.now());
        Side ours = bench.java(
                "",
                PresignedFile.class,
                "64m",
                link,
                Bench.osspresigned(output, origin, "&backoffInitial=100ms&fileName=" + KEY),
                output.toString(),
                "1");
        return List.of(
                new Loader("osspresigned", ours.program(), ours.arguments()),
                new Loader(
                        "curl --retry -C -",
                        Program.find("curl"),
                        List.of(
                                "-sS",
                                "--fail",
                                "--retry",
                                "5",
                                "--retry-delay",
                                "1",
                                "--retry-all-errors",
                                "-C",
                                "-",
                                "-o",
                                output.resolve(KEY).toString(),
                                link)),
                new Loader(
                        "aria2c -x4",
                        Program.find("aria2c"),
                        List.of(
                                "-q",
                                "-x4",
                                "-s4",
                                "-c",
                                "--retry-wait=1",
                                "--file-allocation=none",
                                "-d",
                                output.toString(),
                                "-o",
                                KEY,
                                link)));
    }

    private static Loader named(String name, List<Loader> loaders) {
        return loaders.stream()
                .filter(loader -> loader.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void add(Table table, Loader loader, String measure, List<Double> twice, List<Double> seconds) {
        if (twice.isEmpty()) {
            table.text(loader.name(), "note", Contest.NOT_INSTALLED);
        } else {
            table.number(loader.name(), "MiB twice", Contest.median(twice), 1)
                    .number(loader.name(), measure, Contest.median(seconds), 2);
        }
    }
}
