// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One large object, over http and https, into memory and onto disk. */
public final class LargeSuite implements Suite {

    private static final String KEY = "large.bin";
    private static final String CURL = "curl";

    /** The first ones warm up; the last is that of a route in use. */
    private static final String TRANSFERS = "5";

    @Override
    public Report run(Effort effort) throws Exception {
        Bench.requirePossible();
        boolean full = effort == Effort.FULL;
        // In MiB, for disks that are small.
        String size = System.getenv().getOrDefault("BENCH_LARGE_MIB", full ? "512" : "4");
        long bytes = Long.parseLong(size) << 20;
        int rounds = full ? 5 : 1;
        List<Table> tables = new ArrayList<>();
        try (Bench bench = Bench.open()) {
            StoredObjects objects = StoredObjects.in(bench.folder(bench.memory(), "served"));
            objects.add(KEY, bytes, 1);
            try (NginxServer server =
                    NginxServer.start(bench.folder(bench.disk(), "nginx"), objects, bench.certificate(), "0")) {
                for (Path place : List.of(bench.memory(), bench.disk())) {
                    boolean onDisk = place.equals(bench.disk());
                    // Both schemes and both places are seen in the short form too.
                    for (String scheme : full ? List.of("http", "https") : List.of(onDisk ? "https" : "http")) {
                        Path output = bench.folder(place, "output");
                        Contest contest = new Contest(
                                scheme + (onDisk ? ", disk" : ", memory"),
                                bench.folder(bench.disk(), "scratch"),
                                new Outcome.InFolder(output, objects.bucket()),
                                bytes / 1048576.0,
                                bytes / 1073741824.0,
                                CURL);
                        tables.add(contest.run(sides(bench, server, scheme, output, onDisk), rounds));
                    }
                }
            }
        }
        return new Report(
                rounds,
                List.of("after each run the file had the " + size
                        + " MiB of the object; ours, CRC64 verified and fsync'd each time"),
                tables);
    }

    private static List<Side> sides(Bench bench, NginxServer server, String scheme, Path output, boolean onDisk)
            throws Exception {
        String origin = server.origin(scheme);
        String link = server.link(scheme, KEY);
        Path links = Files.writeString(bench.disk().resolve("links.txt"), link);
        String certificate = bench.certificate().certificate().toString();
        String file = output.resolve(KEY).toString();
        Program curl = Program.find(CURL);
        Program aria2 = Program.find("aria2c");
        List<Side> sides = new ArrayList<>();
        sides.add(Side.of(CURL, curl, "-sS", "--fail", "--cacert", certificate, "-o", file, link));
        if (onDisk) {
            // As ours does. The shell is as good as not there.
            String both = "curl -sS --fail --cacert \"$1\" -o \"$2\" \"$3\" && sync \"$2\"";
            Program shell = curl.isInstalled() ? Program.find("sh") : curl;
            sides.add(Side.of("curl, then fsync", shell, "-c", both, "sh", certificate, file, link));
        }
        for (int connections : List.of(1, 4)) {
            sides.add(Side.of(
                    "aria2c -x" + connections,
                    aria2,
                    "-q",
                    "-x" + connections,
                    "-s" + connections,
                    "--file-allocation=none",
                    "--ca-certificate=" + certificate,
                    "-d",
                    output.toString(),
                    "-o",
                    KEY,
                    link));
        }
        sides.add(bench.java(
                "osspresigned",
                PresignedFile.class,
                "64m",
                link,
                Bench.osspresigned(output, origin, ""),
                output.toString(),
                TRANSFERS));
        sides.add(bench.java(
                "osspresigned, one connection",
                PresignedFile.class,
                "64m",
                link,
                Bench.osspresigned(output, origin, "&parallelism=1"),
                output.toString(),
                TRANSFERS));
        sides.add(bench.java("OSS SDK V2", SdkFile.class, "64m", origin, KEY, file, TRANSFERS));
        sides.add(bench.java(
                "camel-http, no stream caching",
                HttpFiles.class,
                "64m",
                links.toString(),
                output.toString(),
                "1",
                "false",
                TRANSFERS));
        if (!onDisk && scheme.equals("http")) {
            // As Camel has it by itself; once is enough to see it.
            sides.add(bench.java(
                            "camel-http, stream caching, 1 GiB heap",
                            HttpFiles.class,
                            "1g",
                            links.toString(),
                            output.toString(),
                            "1",
                            "true",
                            TRANSFERS)
                    .once());
        }
        return sides;
    }
}
