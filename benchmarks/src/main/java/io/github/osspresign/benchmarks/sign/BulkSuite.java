// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import io.github.osspresign.sign.SignatureVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Signing a list of ten million keys in a heap of 64 MiB, next to signing its keys one by one. */
public final class BulkSuite implements Suite {

    private static final List<String> COLUMNS = List.of(
            "links before", "made by", "URLs per second", "of the rate one by one", "MiB in use after a collection");

    @Override
    public Report run(Effort effort) throws IOException, InterruptedException {
        long keys = effort == Effort.FULL ? 10_000_000 : 100_000;
        long step = keys / 10;
        List<String> output = runChild(keys, step);
        long links = keys + 2 * step;
        // All keys, and so all URLs, are of one length.
        String first = new Ours(SigningCase.SHORT_KEY, SignatureVersion.V4).url("reports/2026/10000000.csv");
        requireEqual("links " + links + " characters " + links * first.length(), output.get(output.size() - 1));
        return new Report(
                List.of(String.format(
                        Locale.ROOT, "%,d links were made in -Xmx64m, each as long as a link for its key is", links)),
                List.of(table(output.subList(0, output.size() - 1), step)));
    }

    private static List<String> runChild(long keys, long step) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BulkMain.class.getName(),
                        String.valueOf(keys),
                        String.valueOf(step))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> output =
                new String(child.getInputStream().readAllBytes(), UTF_8).lines().toList();
        requireEqual("exit 0", "exit " + child.waitFor());
        return output;
    }

    private static Table table(List<String> lines, long step) {
        List<String[]> steps = lines.stream().map(line -> line.split(" ", -1)).toList();
        double oneByOne = steps.stream()
                .filter(measured -> measured[0].equals("one"))
                .mapToLong(measured -> Long.parseLong(measured[1]))
                .max()
                .orElseThrow();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String[] measured = steps.get(i);
            rows.add(List.of(
                    String.format(Locale.ROOT, "%,d", i * step),
                    measured[0].equals("one") ? "one by one" : "signAll",
                    String.format(Locale.ROOT, "%,d", Long.parseLong(measured[1])),
                    String.format(Locale.ROOT, "%.2f", Long.parseLong(measured[1]) / oneByOne),
                    String.format(Locale.ROOT, "%.1f", Long.parseLong(measured[2]) / 1024.0 / 1024.0)));
        }
        return new Table("signAll in a heap of 64 MiB", COLUMNS, rows);
    }

    private static void requireEqual(String expected, String actual) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException("bulk: URL must be '" + expected + "', was '" + actual + "'");
        }
    }
}
