// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An object from a server that limits each connection, in ranges and in one go, near and far. */
public final class RangedSuite implements Suite {

    private static final String KEY = "ranged.bin";
    private static final int RANGES = 8;
    private static final String ARIA2 = "aria2c -x8 -s8";

    @Override
    public Report run(Effort effort) throws Exception {
        Bench.requirePossible();
        boolean full = effort == Effort.FULL;
        long mebibytes = full ? 128 : 8;
        long bytes = mebibytes << 20;
        int rounds = full ? 5 : 1;
        List<Table> tables = new ArrayList<>();
        try (Bench bench = Bench.open()) {
            StoredObjects objects = StoredObjects.in(bench.folder(bench.memory(), "served"));
            objects.add(KEY, bytes, 1);
            Path output = bench.folder(bench.memory(), "output");
            try (NginxServer server = NginxServer.start(
                            bench.folder(bench.disk(), "nginx"), objects, bench.certificate(), full ? "4m" : "8m");
                    Relay relay = new Relay(server.httpPort(), Duration.ofMillis(25))) {
                for (String origin : List.of(server.origin("http"), relay.origin())) {
                    Contest contest = new Contest(
                            origin.equals(relay.origin()) ? "50 ms" : "no latency",
                            bench.folder(bench.disk(), "scratch"),
                            new Outcome.InFolder(output, objects.bucket()),
                            mebibytes,
                            bytes / 1073741824.0,
                            ARIA2);
                    tables.add(contest.run(sides(bench, origin, output, bytes), rounds));
                }
            }
        }
        return new Report(
                rounds,
                List.of(
                        "after each run the file had the bytes of the object",
                        "the latency is that of a relay of this module between the sides and the server"),
                tables);
    }

    private static List<Side> sides(Bench bench, String origin, Path output, long bytes) {
        String link = NginxServer.link(origin, KEY, Instant.now());
        String options = "&parallelism=" + RANGES + "&partSize=" + bytes / RANGES;
        return List.of(
                Side.of(
                        ARIA2,
                        Program.find("aria2c"),
                        "-q",
                        "-x" + RANGES,
                        "-s" + RANGES,
                        "-k1M",
                        "--file-allocation=none",
                        "-d",
                        output.toString(),
                        "-o",
                        KEY,
                        link),
                bench.java(
                        "osspresigned, 8 ranges",
                        PresignedFile.class,
                        "64m",
                        link,
                        Bench.osspresigned(output, origin, options),
                        output.toString(),
                        "2"),
                Side.of(
                                "curl, one connection",
                                Program.find("curl"),
                                "-sS",
                                "--fail",
                                "-o",
                                "" + output.resolve(KEY),
                                link)
                        .once());
    }
}
