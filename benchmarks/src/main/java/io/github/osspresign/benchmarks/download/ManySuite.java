// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Many small objects, 16 at a time, from a list of links. */
public final class ManySuite implements Suite {

    private static final int AT_A_TIME = 16;
    private static final String CURL = "curl --parallel";
    private static final String HEAP = "64m";

    /** The first ones are spent on compiling; the last is that of a route in use. */
    private static final int TRANSFERS = 8;

    @Override
    public Report run(Effort effort) throws Exception {
        Bench.requirePossible();
        boolean full = effort == Effort.FULL;
        int count = full ? 10_000 : 50;
        int rounds = full ? 3 : 1;
        List<Table> tables = new ArrayList<>();
        try (Bench bench = Bench.open()) {
            StoredObjects objects = StoredObjects.in(bench.folder(bench.memory(), "served"));
            List<String> keys = SmallLinks.add(count, objects);
            try (NginxServer server =
                    NginxServer.start(bench.folder(bench.disk(), "nginx"), objects, bench.certificate(), "0")) {
                for (Path place : full ? List.of(bench.memory(), bench.disk()) : List.of(bench.disk())) {
                    boolean onDisk = place.equals(bench.disk());
                    Path output = bench.folder(place, "output");
                    SmallLinks links = new SmallLinks(bench, server.origin("http"), keys, output);
                    Contest contest = links.contest(onDisk ? "disk" : "memory", objects.bucket(), CURL);
                    tables.add(contest.run(sides(links, onDisk, full ? TRANSFERS : 1), rounds));
                }
            }
        }
        return new Report(
                rounds,
                List.of("after each run there were all files with the bytes of their objects;"
                        + " ours fsyncs each file and its directory, no other side does unless its name says so"),
                tables);
    }

    private static List<Side> sides(SmallLinks links, boolean onDisk, int transfers) throws IOException {
        List<Side> sides = new ArrayList<>();
        sides.add(links.curl(CURL, AT_A_TIME));
        if (onDisk) {
            sides.add(links.curlThenFsync("curl --parallel, then fsync of each file", AT_A_TIME));
            sides.add(links.curlWithFsync("curl --parallel, fsync meanwhile by 16 processes", AT_A_TIME));
        }
        sides.add(links.aria2("aria2c -j16", AT_A_TIME));
        Side ours = links.osspresigned("osspresigned, 16 at a time", HEAP, AT_A_TIME, transfers);
        sides.add(ours);
        if (onDisk) {
            // What makes fsync do nothing, to see what it costs.
            List<String> arguments = new ArrayList<>(Program.java().with(ours.arguments()));
            sides.add(new Side(
                    "osspresigned, fsync made to do nothing", Program.find("eatmydata"), arguments, Integer.MAX_VALUE));
        }
        sides.add(links.camelHttp("camel-http, one by one", HEAP, 1, transfers));
        sides.add(links.camelHttp("camel-http, 16 threads", HEAP, AT_A_TIME, transfers));
        return sides;
    }
}
