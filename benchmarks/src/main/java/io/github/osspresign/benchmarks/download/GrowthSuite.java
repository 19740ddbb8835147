// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Heap and threads that links in flight, waiting endpoints and many links keep. */
public final class GrowthSuite implements Suite {

    private static final String TINY = "tiny.bin";
    private static final long MAX_WAIT_SECONDS = 300;
    private static final int FIRST_JAVA_WITH_VIRTUAL_THREADS = 21;

    @Override
    public Report run(Effort effort) throws Exception {
        Bench.requirePossible();
        boolean full = effort == Effort.FULL;
        try (Bench bench = Bench.open()) {
            StoredObjects tiny = StoredObjects.in(bench.folder(bench.memory(), "tiny"));
            tiny.add(TINY, 16, 1);
            List<Table> tables = new ArrayList<>();
            tables.add(inFlight(bench, full ? List.of(1, 100, 10_000) : List.of(1, 10)));
            tables.add(idle(bench, full ? 1_000 : 50));
            try (NginxServer server =
                    NginxServer.start(bench.folder(bench.disk(), "nginx"), tiny, bench.certificate(), "0")) {
                tables.add(dynamic(bench, server, full ? 250_000 : 1_000));
            }
            return new Report(1, List.of("all links were in flight when they were measured"), tables);
        }
    }

    private static Table inFlight(Bench bench, List<Integer> numbers) throws Exception {
        Table table = new Table("in flight");
        boolean virtual = Runtime.version().feature() >= FIRST_JAVA_WITH_VIRTUAL_THREADS;
        for (String threads : virtual ? List.of("", ", virtual threads") : List.of("")) {
            long ofOne = 0;
            for (int links : numbers) {
                Kept kept = inFlight(bench, links, !threads.isEmpty());
                String name = String.format(Locale.ROOT, "%,d", links) + threads;
                table.number(name, "MiB", kept.bytes() / 1048576.0, 1).number(name, "threads", kept.threads(), 0);
                if (links == 1) {
                    ofOne = kept.bytes();
                } else {
                    table.number(name, "KiB for each further", (kept.bytes() - ofOne) / 1024.0 / (links - 1), 1);
                }
            }
        }
        return table;
    }

    private static Kept inFlight(Bench bench, int links, boolean virtual) throws Exception {
        try (HoldingServer server = new HoldingServer(links)) {
            Instant now = Instant.now();
            Path list = Files.write(
                    bench.disk().resolve("links.txt"),
                    IntStream.range(0, links)
                            .mapToObj(i -> NginxServer.link(server.origin(), i + ".bin", now))
                            .toList());
            Path output = bench.folder(bench.memory(), "output");
            Side side = bench.java(
                    "",
                    LinksInFlight.class,
                    "4g",
                    Bench.osspresigned(output, server.origin(), "&stallTimeout=10m"),
                    list.toString(),
                    virtual ? LinksInFlight.VIRTUAL : LinksInFlight.PLATFORM);
            Process process = new ProcessBuilder(side.program().with(side.arguments()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            boolean held = server.await(MAX_WAIT_SECONDS);
            process.getOutputStream().close();
            Kept kept = kept(new String(process.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .toList());
            if (!held) {
                throw new IllegalStateException(links + " links: were not in flight in time");
            }
            return kept;
        }
    }

    private static Table idle(Bench bench, int count) throws Exception {
        Table table = new Table("waiting");
        for (String endpoint :
                List.of("from seda:in#", "from osspresigned:files?linkSource=seda:in#", "to osspresigned:files#")) {
            String[] parts = endpoint.split(" ", -1);
            Kept kept = kept(said(bench, bench.java("", IdleRoutes.class, "256m", parts[0], parts[1], "" + count)));
            String name = parts[0] + " `" + parts[1].replace("#", "") + "`";
            table.number(name, "endpoints", count, 0)
                    .number(name, "KiB each", kept.bytes() / 1024.0 / count, 1)
                    .number(name, "threads each", (double) kept.threads() / count, 2);
        }
        return table;
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
        String[] atTheEnd = said(bench, side).stream()
                .filter(line -> line.startsWith(DynamicLinks.AT_THE_END))
                .map(line -> line.substring(DynamicLinks.AT_THE_END.length()).split(" ", -1))
                .findFirst()
                .orElseThrow();
        String links = String.format(Locale.ROOT, "%,d", count);
        return new Table("toD")
                .number(links, "endpoints", Double.parseDouble(atTheEnd[0]), 0)
                .number(links, "threads", Double.parseDouble(atTheEnd[1]), 0)
                .number(links, "most threads", Double.parseDouble(atTheEnd[2]), 0);
    }

    private static Kept kept(List<String> lines) {
        return lines.stream()
                .filter(Kept::isPrinted)
                .findFirst()
                .map(Kept::parse)
                .orElseThrow(() -> new IllegalStateException("process: must print what it keeps, printed " + lines));
    }

    private static List<String> said(Bench bench, Side side) throws IOException, InterruptedException {
        Path scratch = bench.folder(bench.disk(), "scratch");
        Run run = Run.of(side.program().with(side.arguments()), scratch);
        if (run.failure() != null) {
            throw new IllegalStateException("process: failed: " + run.failure());
        }
        return Files.readAllLines(scratch.resolve(Run.LOG));
    }
}
