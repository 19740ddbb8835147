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
import java.util.Locale;

/** Measures the cost of failures, and the memory in use when the process is idle or has seen very many links. */
public final class TroubleSuite implements Suite {

    private static final String KEY = "trouble.bin";
    private static final String TINY = "tiny.bin";
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
            StoredObjects tiny = StoredObjects.in(bench.folder(bench.memory(), "tiny"));
            tiny.add(TINY, 16, 1);
            List<Table> tables = new ArrayList<>();
            try (NginxServer server =
                    NginxServer.start(bench.folder(bench.disk(), "nginx"), objects, bench.certificate(), LIMIT)) {
                tables.add(cuts(bench, objects, server, full ? 3 : 1));
                tables.add(kills(bench, objects, server, full ? 3 : 1));
            }
            tables.add(idle(bench, full ? 500 : 50));
            try (NginxServer server =
                    NginxServer.start(bench.folder(bench.disk(), "tiny"), tiny, bench.certificate(), "0")) {
                tables.add(dynamic(bench, server, full ? 1_000_000 : 1_000));
            }
            return new Report(
                    List.of("after each cut and each kill the file had the bytes of the object in the end"), tables);
        }
    }

    // ---- a connection that breaks, a process that is killed

    private static Table cuts(Bench bench, StoredObjects objects, NginxServer server, int rounds) throws Exception {
        long size = Files.size(objects.bucket().resolve(KEY));
        Path output = bench.folder(bench.memory(), "output");
        List<List<String>> rows = new ArrayList<>();
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
            rows.add(row(any, twice, seconds));
        }
        Folders.empty(output);
        return new Table(
                (size >> 20) + " MiB, all connections cut after half of it",
                List.of("side", "runs", "MiB fetched twice", "seconds"),
                rows);
    }

    private static Table kills(Bench bench, StoredObjects objects, NginxServer server, int rounds) throws Exception {
        long size = Files.size(objects.bucket().resolve(KEY));
        Path output = bench.folder(bench.memory(), "output");
        List<List<String>> rows = new ArrayList<>();
        for (Loader any : loaders(bench, "http://127.0.0.1:1", output)) {
            List<Double> twice = new ArrayList<>();
            List<Double> wait = new ArrayList<>();
            for (int round = 0; round < rounds && any.program().isInstalled(); round++) {
                Folders.empty(output);
                long before = killed(bench, any, server, output, size);
                try (Relay relay = new Relay(server.httpPort(), NO_LATENCY)) {
                    Loader loader = named(any.name(), loaders(bench, relay.origin(), output));
                    long started = System.currentTimeMillis();
                    Path scratch = bench.folder(bench.disk(), "scratch");
                    Run run = Run.of(loader.program().with(loader.arguments()), scratch);
                    if (run.failure() != null) {
                        throw new IllegalStateException(any.name() + ": did not resume: " + run.failure());
                    }
                    Folders.requireSame(objects.bucket(), output, any.name());
                    twice.add((before + relay.relayed() - size) / 1048576.0);
                    wait.add((relay.firstByteMillis() - sent(scratch, started)) / 1000.0);
                }
            }
            rows.add(row(any, twice, wait));
        }
        Folders.empty(output);
        return new Table(
                (size >> 20) + " MiB, the process killed after half of it and started again",
                List.of("side", "runs", "MiB fetched twice", "seconds to the first byte"),
                rows);
    }

    /**
     * Returns the number of bytes that were received until the process was killed. Its connections are open then: a client
     * that sees them end may truncate its file.
     */
    private static long killed(Bench bench, Loader any, NginxServer server, Path output, long size)
            throws IOException, InterruptedException {
        try (Relay relay = new Relay(server.httpPort(), NO_LATENCY, size / 2, false)) {
            Loader loader = named(any.name(), loaders(bench, relay.origin(), output));
            Process process = new ProcessBuilder(loader.program().with(loader.arguments()))
                    .redirectErrorStream(true)
                    .redirectOutput(bench.disk().resolve("killed.txt").toFile())
                    .start();
            boolean arrived = relay.awaitMark(MAX_WAIT);
            process.destroyForcibly().waitFor();
            if (!arrived) {
                throw new IllegalStateException(any.name() + ": half of the object did not arrive in time");
            }
            return relay.relayed();
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

    private static List<String> row(Loader loader, List<Double> twice, List<Double> seconds) {
        return twice.isEmpty()
                ? List.of(loader.name(), "0", "not installed", "")
                : List.of(
                        loader.name(),
                        "" + twice.size(),
                        number("%.1f", Contest.median(twice)),
                        number("%.2f", Contest.median(seconds)));
    }

    // ---- what is kept

    private static Table idle(Bench bench, int count) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        for (String uri : List.of("seda:in#", "osspresigned:files?linkSource=seda:in#")) {
            String[] each = said(bench, "each ", bench.java("", IdleConsumers.class, "256m", uri, "" + count));
            rows.add(List.of(
                    uri,
                    "" + count,
                    number("%.1f", Double.parseDouble(each[0]) / 1024),
                    number("%.2f", Double.parseDouble(each[1]))));
        }
        return new Table(
                "consumers that wait",
                List.of("route from", "routes", "KiB of heap for each", "threads for each"),
                rows);
    }

    private static Table dynamic(Bench bench, NginxServer server, int count) throws Exception {
        Path output = bench.folder(bench.memory(), "output");
        Side side = bench.java(
                "",
                DynamicLinks.class,
                "64m",
                server.link("http", TINY),
                output.toString(),
                "allowHttp=true&allowPrivateAddresses=true&allowedHosts=127.0.0.1:" + server.httpPort(),
                "" + count,
                "4");
        String[] atTheEnd = said(bench, "at the end ", side);
        return new Table(
                "links through toD, each to a directory and a file name of its own, 4 senders, 64 MiB of heap",
                List.of("links", "endpoints at the end", "threads at the end", "threads at most"),
                List.of(List.of("" + count, atTheEnd[0], atTheEnd[1], atTheEnd[2])));
    }

    private static String[] said(Bench bench, String beginning, Side side) throws IOException, InterruptedException {
        Path scratch = bench.folder(bench.disk(), "scratch");
        Run run = Run.of(side.program().with(side.arguments()), scratch);
        if (run.failure() != null) {
            throw new IllegalStateException("process: failed: " + run.failure());
        }
        return Files.readAllLines(scratch.resolve(Run.LOG)).stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).split(" ", -1))
                .findFirst()
                .orElseThrow();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
