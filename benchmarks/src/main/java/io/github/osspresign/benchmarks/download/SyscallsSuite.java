// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * System calls and allocated bytes of a small link: the difference between a process with few links and one with many,
 * divided by the difference in links. Start-up cancels out, and the load of the machine has hardly any influence.
 */
public final class SyscallsSuite implements Suite {

    private static final int AT_A_TIME = 16;

    /** A heap without collector keeps what is allocated: enough for all links of a side. */
    private static final String HEAP = "3g";

    /** Number of the most frequent system calls that the table names. */
    private static final int MOST_FREQUENT = 8;

    /** A side for a number of links. */
    private interface Contender {
        Side of(SmallLinks links) throws IOException;
    }

    @Override
    public Report run(Effort effort) throws Exception {
        Bench.requirePossible();
        boolean full = effort == Effort.FULL;
        // The compilers of the JVM have little left to do by then, whose system calls are those of no link.
        int few = full ? 10_000 : 20;
        int many = full ? 14_000 : 60;
        try (Bench bench = Bench.open()) {
            StoredObjects objects = StoredObjects.in(bench.folder(bench.memory(), "served"));
            List<String> keys = SmallLinks.add(many, objects);
            try (NginxServer server =
                    NginxServer.start(bench.folder(bench.disk(), "nginx"), objects, bench.certificate(), "0")) {
                SmallLinks manyLinks =
                        new SmallLinks(bench, server.origin("http"), keys, bench.folder(bench.memory(), "output"));
                SmallLinks fewLinks = manyLinks.first(few);
                Table table = new Table("a link");
                add(
                        table,
                        "osspresigned, 16 at a time",
                        fewLinks,
                        manyLinks,
                        links -> links.osspresigned("", HEAP, AT_A_TIME, 1),
                        true);
                add(
                        table,
                        "camel-http, 16 threads",
                        fewLinks,
                        manyLinks,
                        links -> links.camelHttp("", HEAP, AT_A_TIME, 1),
                        true);
                add(table, "curl --parallel", fewLinks, manyLinks, links -> links.curl("", AT_A_TIME), false);
                return new Report(
                        1,
                        List.of("after each run there were all files; ours fsyncs each file and its directory"),
                        List.of(table));
            }
        }
    }

    private static void add(
            Table table, String name, SmallLinks few, SmallLinks many, Contender contender, boolean java)
            throws Exception {
        if (!contender.of(few).program().isInstalled()) {
            table.text(name, "note", Contest.NOT_INSTALLED);
            return;
        }
        double links = many.keys().size() - few.keys().size();
        if (SystemCalls.areCountable()) {
            SystemCalls more = count(many, contender).minus(count(few, contender));
            table.number(name, "system calls", more.total() / links, 1)
                    .text(name, "most frequent", more.mostFrequent(MOST_FREQUENT, links));
        } else {
            table.text(name, "note", "strace is " + Contest.NOT_INSTALLED);
        }
        if (java) {
            table.number(name, "KiB", (allocated(many, contender) - allocated(few, contender)) / links / 1024, 1);
        }
    }

    private static SystemCalls count(SmallLinks links, Contender contender) throws Exception {
        Path account = links.bench().disk().resolve("strace.txt");
        run(links, SystemCalls.counted(command(contender.of(links)), account));
        return SystemCalls.parse(Files.readAllLines(account));
    }

    private static double allocated(SmallLinks links, Contender contender) throws Exception {
        Side side = contender.of(links);
        Side kept = side.with("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC");
        return run(links, command(kept)).transfer().heapBytes();
    }

    private static List<String> command(Side side) {
        return side.program().with(side.arguments());
    }

    private static Run run(SmallLinks links, List<String> command) throws Exception {
        Folders.empty(links.output());
        Run run = Run.of(command, links.bench().folder(links.bench().disk(), "scratch"));
        if (run.failure() != null) {
            throw new IllegalStateException("side: has failed: " + run.failure());
        }
        try (var files = Files.list(links.output())) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            if (!names.equals(links.keys())) {
                throw new IllegalStateException("files: must be those of all links");
            }
        }
        return run;
    }
}
