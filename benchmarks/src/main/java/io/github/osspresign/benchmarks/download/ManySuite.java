package io.github.osspresign.benchmarks.download;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Many small objects, 16 at a time, from a list of links. */
public final class ManySuite implements Suite {

    private static final int LENGTH = 16 * 1024;
    private static final int AT_A_TIME = 16;
    private static final String CURL = "curl --parallel";

    /** The first ones are spent on compiling; the last is that of a route in use. */
    private static final int TRANSFERS = 8;

    @Override
    public Report run(Effort effort) throws Exception {
        Bench.requirePossible();
        boolean full = effort == Effort.FULL;
        int count = full ? 10_000 : 50;
        List<Table> tables = new ArrayList<>();
        try (Bench bench = Bench.open()) {
            StoredObjects objects = StoredObjects.in(bench.folder(bench.memory(), "served"));
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String key = String.format(Locale.ROOT, "%06d.bin", i);
                objects.add(key, LENGTH, i);
                keys.add(key);
            }
            try (NginxServer server =
                    NginxServer.start(bench.folder(bench.disk(), "nginx"), objects, bench.certificate(), "0")) {
                for (Path place : full ? List.of(bench.memory(), bench.disk()) : List.of(bench.disk())) {
                    boolean onDisk = place.equals(bench.disk());
                    Path output = bench.folder(place, "output");
                    Contest contest = new Contest(
                            count + " objects of 16 KiB" + (onDisk ? " onto disk" : " into memory (tmpfs)"),
                            bench.folder(bench.disk(), "scratch"),
                            output,
                            objects.bucket(),
                            count,
                            "files",
                            (double) count * LENGTH / 1073741824.0,
                            CURL);
                    tables.add(contest.run(
                            sides(bench, server, keys, output, onDisk, full ? TRANSFERS : 1), full ? 3 : 1));
                }
            }
        }
        return new Report(
                List.of("after each run there were all files with the bytes of their objects;"
                        + " ours fsyncs each file and its directory, no other side does unless its name says so"),
                tables);
    }

    private static List<Side> sides(
            Bench bench, NginxServer server, List<String> keys, Path output, boolean onDisk, int transfers)
            throws Exception {
        String origin = server.origin("http");
        Instant now = Instant.now();
        StringBuilder manifest = new StringBuilder();
        StringBuilder forCurl = new StringBuilder();
        StringBuilder forAria2 = new StringBuilder();
        for (String key : keys) {
            String link = NginxServer.link(origin, key, now);
            manifest.append(link).append('\n');
            forCurl.append("url = \"").append(link).append("\"\noutput = \"");
            forCurl.append(output.resolve(key)).append("\"\n");
            forAria2.append(link).append("\n  out=").append(key).append('\n');
        }
        Path inbox = bench.folder(bench.disk(), "inbox");
        Path links = Files.writeString(inbox.resolve("links.txt"), manifest);
        Path curlList = Files.writeString(bench.disk().resolve("curl.txt"), forCurl);
        Path aria2List = Files.writeString(bench.disk().resolve("aria2.txt"), forAria2);
        Program curl = Program.find("curl");
        List<Side> sides = new ArrayList<>();
        sides.add(Side.of(
                CURL, curl, "-sS", "--fail", "--parallel", "--parallel-max", "" + AT_A_TIME, "-K", "" + curlList));
        if (onDisk) {
            String both = "curl -sS --fail --parallel --parallel-max 16 -K \"$1\""
                    + " && find \"$2\" -type f -print0 | xargs -0 sync";
            Program shell = curl.isInstalled() ? Program.find("sh") : curl;
            sides.add(Side.of(
                    "curl --parallel, then fsync of each file", shell, "-c", both, "sh", "" + curlList, "" + output));
        }
        sides.add(Side.of(
                "aria2c -j16",
                Program.find("aria2c"),
                "-q",
                "-j" + AT_A_TIME,
                "--file-allocation=none",
                "-d",
                output.toString(),
                "-i",
                aria2List.toString()));
        String source = "linkSource=RAW(file:" + inbox
                + "?noop=true&idempotent=false&initialDelay=0&delay=3600000&fileName=" + links.getFileName() + ")";
        Side ours = bench.java(
                "osspresigned, 16 at a time",
                PresignedManifest.class,
                "64m",
                Bench.osspresigned(output, origin, "&concurrentDownloads=" + AT_A_TIME + "&" + source),
                output.toString(),
                "" + keys.size(),
                "" + transfers);
        sides.add(ours);
        if (onDisk) {
            // What makes fsync do nothing, to see what it costs.
            List<String> arguments = new ArrayList<>(Program.java().with(ours.arguments()));
            sides.add(new Side(
                    "osspresigned, fsync made to do nothing", Program.find("eatmydata"), arguments, Integer.MAX_VALUE));
        }
        for (int threads : List.of(1, AT_A_TIME)) {
            sides.add(bench.java(
                    threads == 1 ? "camel-http, one by one" : "camel-http, " + threads + " threads",
                    HttpFiles.class,
                    "64m",
                    links.toString(),
                    output.toString(),
                    "" + threads,
                    "false",
                    "" + transfers));
        }
        return sides;
    }
}
