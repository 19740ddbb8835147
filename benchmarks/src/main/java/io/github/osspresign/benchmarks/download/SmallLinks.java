// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Links to small objects, and the sides that download them.
 *
 * @param origin of the server
 * @param output where each side puts the files
 */
record SmallLinks(Bench bench, String origin, List<String> keys, Path output) {

    /** Length of each object in bytes. */
    private static final int LENGTH = 16 * 1024;

    /** Adds so many objects to those of a server, and returns their keys in order. */
    static List<String> add(int count, StoredObjects objects) throws IOException {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = String.format(Locale.ROOT, "%06d.bin", i);
            objects.add(key, LENGTH, i);
            keys.add(key);
        }
        return keys;
    }

    /** The first of the links. */
    SmallLinks first(int count) {
        return new SmallLinks(bench, origin, keys.subList(0, count), output);
    }

    /** A contest of sides that make all files; compared with the side of the given name. */
    Contest contest(String name, Path expected, String base) throws IOException {
        return new Contest(
                name,
                bench.folder(bench.disk(), "scratch"),
                new Outcome.InFolder(output, expected),
                keys.size(),
                (double) keys.size() * LENGTH / 1073741824.0,
                base);
    }

    Side curl(String name, int atATime) throws IOException {
        String[] arguments = {"-sS", "--fail", "--parallel", "--parallel-max", "" + atATime, "-K", "" + curlList()};
        return Side.of(name, Program.find("curl"), arguments);
    }

    Side curlThenFsync(String name, int atATime) throws IOException {
        return shell(name, atATime, "-K \"$1\" && find \"$2\" -type f -print0 | xargs -0 sync");
    }

    /** Each file is flushed when it is complete, while others are still downloaded. */
    Side curlWithFsync(String name, int atATime) throws IOException {
        return shell(name, atATime, "-w '%{filename_effective}\\n' -K \"$1\" | xargs -P 16 -n 16 sync");
    }

    private Side shell(String name, int atATime, String rest) throws IOException {
        String both = "curl -sS --fail --parallel --parallel-max " + atATime + " " + rest;
        Program curl = Program.find("curl");
        Program shell = curl.isInstalled() ? Program.find("sh") : curl;
        return Side.of(name, shell, "-c", both, "sh", "" + curlList(), "" + output);
    }

    private Path curlList() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String key : keys) {
            lines.add("url = \"" + link(key) + "\"");
            lines.add("output = \"" + output.resolve(key) + "\"");
        }
        return Files.write(bench.disk().resolve("curl.txt"), lines);
    }

    Side aria2(String name, int atATime) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String key : keys) {
            lines.add(link(key));
            lines.add("  out=" + key);
        }
        Path list = Files.write(bench.disk().resolve("aria2.txt"), lines);
        return Side.of(
                name,
                Program.find("aria2c"),
                "-q",
                "-j" + atATime,
                "--file-allocation=none",
                "-d",
                output.toString(),
                "-i",
                list.toString());
    }

    /** A consumer of a manifest, started some times in one process. */
    Side osspresigned(String name, String heap, int atATime, int times) throws IOException {
        Path inbox = bench.folder(bench.disk(), "inbox");
        Path list = links(inbox);
        String source = "linkSource=RAW(file:" + inbox
                + "?noop=true&idempotent=false&initialDelay=0&delay=3600000&fileName=" + list.getFileName() + ")";
        return bench.java(
                name,
                PresignedManifest.class,
                heap,
                Bench.osspresigned(output, origin, "&concurrentDownloads=" + atATime + "&" + source),
                output.toString(),
                "" + keys.size(),
                "" + times);
    }

    /** A splitter into camel-http, sent the list some times in one process. */
    Side camelHttp(String name, String heap, int threads, int times) throws IOException {
        Path list = links(bench.disk());
        return bench.java(
                name, HttpFiles.class, heap, list.toString(), output.toString(), "" + threads, "false", "" + times);
    }

    private Path links(Path folder) throws IOException {
        return Files.write(
                folder.resolve("links.txt"), keys.stream().map(this::link).toList());
    }

    private String link(String key) {
        return NginxServer.link(origin, key, Instant.now());
    }
}
