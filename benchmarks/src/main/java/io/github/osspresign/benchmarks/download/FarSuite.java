// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Small objects of a distant server, with more and more links at a time. */
public final class FarSuite implements Suite {

    private static final Duration ONE_WAY = Duration.ofMillis(25);
    private static final String CURL = "curl --parallel, 16 at a time";
    private static final String HEAP = "256m";

    /** More links at a time than this need virtual threads. */
    private static final int MOST_THREADS = 64;

    private static final int FIRST_JAVA_WITH_VIRTUAL_THREADS = 21;

    @Override
    public Report run(Effort effort) throws Exception {
        Bench.requirePossible();
        boolean full = effort == Effort.FULL;
        int count = full ? 4_000 : 50;
        try (Bench bench = Bench.open()) {
            StoredObjects objects = StoredObjects.in(bench.folder(bench.memory(), "served"));
            List<String> keys = SmallLinks.add(count, objects);
            Path output = bench.folder(bench.memory(), "output");
            try (NginxServer server =
                            NginxServer.start(bench.folder(bench.disk(), "nginx"), objects, bench.certificate(), "0");
                    Relay relay = new Relay(server.httpPort(), ONE_WAY)) {
                SmallLinks links = new SmallLinks(bench, relay.origin(), keys, output);
                Contest contest = links.contest("50 ms", objects.bucket(), CURL);
                int rounds = full ? 3 : 1;
                return new Report(
                        rounds,
                        List.of(
                                "after each run there were all files with the bytes of their objects",
                                "the latency is that of a relay of this module between the sides and the server"),
                        List.of(contest.run(sides(links, full ? 4 : 1), rounds)));
            }
        }
    }

    private static List<Side> sides(SmallLinks links, int transfers) throws IOException {
        List<Side> sides = new ArrayList<>();
        sides.add(links.curl(CURL, 16));
        sides.add(links.curl("curl --parallel, 256 at a time", 256));
        boolean virtual = Runtime.version().feature() >= FIRST_JAVA_WITH_VIRTUAL_THREADS;
        for (int atATime : List.of(16, MOST_THREADS, 256)) {
            String name = "osspresigned, " + atATime + " at a time";
            if (atATime <= MOST_THREADS) {
                sides.add(links.osspresigned(name, HEAP, atATime, transfers));
            } else if (virtual) {
                sides.add(links.osspresigned(name + ", virtual threads", HEAP, atATime, transfers)
                        .with("-Dcamel.threads.virtual.enabled=true"));
            }
        }
        return sides;
    }
}
