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

/** Signing a list of ten million keys, and a listing of a million, in a heap of 64 MiB, next to signing keys one by one. */
public final class BulkSuite implements Suite {

    @Override
    public Report run(Effort effort) throws IOException, InterruptedException {
        long keys = effort == Effort.FULL ? 10_000_000 : 100_000;
        long listed = keys / 10;
        try (ListingServer server = new ListingServer(listed)) {
            return new Report(
                    1,
                    List.of("all links were made in -Xmx64m; those of signAll are as long as a link for their key is"),
                    List.of(table("signAll", keys, ""), table("signPrefix", listed, server.endpoint())));
        }
    }

    private static Table table(String operation, long keys, String listing) throws IOException, InterruptedException {
        long step = keys / 10;
        List<String> output = runChild(keys, step, listing);
        String made = output.get(output.size() - 1);
        long links = keys + 2 * step;
        // All keys, and so all URLs of one host, are of one length.
        String first = new Ours(SigningCase.SHORT_KEY, SignatureVersion.V4).url("reports/2026/10000000.csv");
        String characters = listing.isEmpty() ? String.valueOf(links * first.length()) : made.replaceAll(".* ", "");
        requireEqual("links " + links + " characters " + characters, made);
        return table(operation, output.subList(0, output.size() - 1), step);
    }

    private static List<String> runChild(long keys, long step, String listing)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BulkMain.class.getName(),
                String.valueOf(keys),
                String.valueOf(step)));
        if (!listing.isEmpty()) {
            command.add(listing);
        }
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> output =
                new String(child.getInputStream().readAllBytes(), UTF_8).lines().toList();
        requireEqual("exit 0", "exit " + child.waitFor());
        return output;
    }

    private static Table table(String operation, List<String> lines, long step) {
        List<String[]> steps = lines.stream().map(line -> line.split(" ", -1)).toList();
        double oneByOne = steps.stream()
                .filter(measured -> measured[0].equals("one"))
                .mapToLong(measured -> Long.parseLong(measured[1]))
                .max()
                .orElseThrow();
        Table table = new Table(operation);
        for (int i = 0; i < steps.size(); i++) {
            String[] measured = steps.get(i);
            String before = String.format(Locale.ROOT, "%,d", i * step);
            table.text(before, "made by", measured[0].equals("one") ? "one by one" : "`" + operation + "`")
                    .number(before, "rate", Double.parseDouble(measured[1]), 0)
                    .number(before, "ratio", Double.parseDouble(measured[1]) / oneByOne, 2)
                    .number(before, "MiB in use", Long.parseLong(measured[2]) / 1024.0 / 1024.0, 1);
        }
        return table;
    }

    private static void requireEqual(String expected, String actual) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException("bulk: URL must be '" + expected + "', was '" + actual + "'");
        }
    }
}
