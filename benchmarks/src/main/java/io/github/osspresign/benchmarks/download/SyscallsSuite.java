package io.github.osspresign.benchmarks.download;

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

/**
 * System calls and allocated bytes of a small link: the difference between a process with few links and one with many,
 * divided by the difference in links. Start-up cancels out, and the load of the machine has hardly any influence.
 */
public final class SyscallsSuite implements Suite {

    private static final int LENGTH = 16 * 1024;
    private static final int AT_A_TIME = 16;

    /** A heap without collector keeps what is allocated: enough for all links of a side. */
    private static final String HEAP = "3g";

    /** How many system calls have a place of their own in the table. */
    private static final int MOST_FREQUENT = 8;

    /** A side with its number of links. */
    private record Links(NginxServer server, Bench bench, List<String> keys) {

        List<String> urls() {
            Instant now = Instant.now();
            String origin = server.origin("http");
            return keys.stream().map(key -> NginxServer.link(origin, key, now)).toList();
        }

        Path output() throws IOException {
            return bench.folder(bench.memory(), "output");
        }
    }

    /** A side for a number of links. */
    private interface Contender {
        Side side(Links links) throws Exception;
    }

    @Override
    public Report run(Effort effort) throws Exception {
        Bench.requirePossible();
        boolean full = effort == Effort.FULL;
        int few = full ? 2_000 : 20;
        int many = full ? 6_000 : 60;
        try (Bench bench = Bench.open()) {
            List<String> keys = new ArrayList<>();
            StoredObjects objects = StoredObjects.in(bench.folder(bench.memory(), "served"));
            for (int i = 0; i < many; i++) {
                String key = String.format(Locale.ROOT, "%06d.bin", i);
                objects.add(key, LENGTH, i);
                keys.add(key);
            }
            try (NginxServer server =
                    NginxServer.start(bench.folder(bench.disk(), "nginx"), objects, bench.certificate(), "0")) {
                Links fewLinks = new Links(server, bench, keys.subList(0, few));
                Links manyLinks = new Links(server, bench, keys);
                List<List<String>> rows = new ArrayList<>();
                rows.add(row("osspresigned, 16 at a time", fewLinks, manyLinks, SyscallsSuite::osspresigned, true));
                rows.add(row("camel-http, 16 threads", fewLinks, manyLinks, SyscallsSuite::camelHttp, true));
                rows.add(row("curl --parallel", fewLinks, manyLinks, SyscallsSuite::curl, false));
                return new Report(
                        List.of("after each run there were all files; ours fsyncs each file and its directory"),
                        List.of(new Table(
                                "A link to 16 KiB into memory (tmpfs): " + few + " links against " + many,
                                List.of("side", "system calls", "most frequent", "KiB allocated"),
                                rows)));
            }
        }
    }

    private static List<String> row(String name, Links few, Links many, Contender contender, boolean java)
            throws Exception {
        if (!contender.side(few).program().isInstalled()) {
            return List.of(name, Contest.NOT_INSTALLED, "", "");
        }
        double links = many.keys().size() - few.keys().size();
        String calls = "strace is " + Contest.NOT_INSTALLED;
        String frequent = "";
        if (SystemCalls.areCountable()) {
            SystemCalls more = count(many, contender).minus(count(few, contender));
            calls = number(more.total() / links);
            frequent = more.mostFrequent(MOST_FREQUENT, links);
        }
        String allocated = java ? number((allocated(many, contender) - allocated(few, contender)) / links / 1024) : "";
        return List.of(name, calls, frequent, allocated);
    }

    private static SystemCalls count(Links links, Contender contender) throws Exception {
        Path account = links.bench().disk().resolve("strace.txt");
        run(links, SystemCalls.counted(command(contender.side(links)), account));
        return SystemCalls.parse(Files.readAllLines(account));
    }

    private static double allocated(Links links, Contender contender) throws Exception {
        Side side = contender.side(links);
        List<String> arguments = new ArrayList<>(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC"));
        arguments.addAll(side.arguments());
        return run(links, side.program().with(arguments)).transfer().heapBytes();
    }

    private static List<String> command(Side side) {
        return side.program().with(side.arguments());
    }

    private static Run run(Links links, List<String> command) throws Exception {
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

    private static Side osspresigned(Links links) throws Exception {
        Bench bench = links.bench();
        Path inbox = bench.folder(bench.disk(), "inbox");
        Path list = Files.write(inbox.resolve("links.txt"), links.urls());
        String source = "linkSource=RAW(file:" + inbox
                + "?noop=true&idempotent=false&initialDelay=0&delay=3600000&fileName=" + list.getFileName() + ")";
        String origin = links.server().origin("http");
        return bench.java(
                "",
                PresignedManifest.class,
                HEAP,
                Bench.osspresigned(links.output(), origin, "&concurrentDownloads=" + AT_A_TIME + "&" + source),
                links.output().toString(),
                "" + links.keys().size(),
                "1");
    }

    private static Side camelHttp(Links links) throws Exception {
        Bench bench = links.bench();
        Path list = Files.write(bench.disk().resolve("links.txt"), links.urls());
        return bench.java(
                "", HttpFiles.class, HEAP, list.toString(), links.output().toString(), "" + AT_A_TIME, "false", "1");
    }

    private static Side curl(Links links) throws Exception {
        List<String> lines = new ArrayList<>();
        List<String> urls = links.urls();
        for (int i = 0; i < urls.size(); i++) {
            lines.add("url = \"" + urls.get(i) + "\"");
            lines.add("output = \"" + links.output().resolve(links.keys().get(i)) + "\"");
        }
        Path list = Files.write(links.bench().disk().resolve("curl.txt"), lines);
        String[] arguments = {"-sS", "--fail", "--parallel", "--parallel-max", "" + AT_A_TIME, "-K", "" + list};
        return Side.of("", Program.find("curl"), arguments);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
