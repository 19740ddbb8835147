// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import io.github.osspresign.benchmarks.checksum.Crc64Suite;
import io.github.osspresign.benchmarks.download.FarSuite;
import io.github.osspresign.benchmarks.download.GrowthSuite;
import io.github.osspresign.benchmarks.download.LargeSuite;
import io.github.osspresign.benchmarks.download.ManySuite;
import io.github.osspresign.benchmarks.download.RangedSuite;
import io.github.osspresign.benchmarks.download.SyscallsSuite;
import io.github.osspresign.benchmarks.download.TroubleSuite;
import io.github.osspresign.benchmarks.download.UploadSuite;
import io.github.osspresign.benchmarks.sign.BulkSuite;
import io.github.osspresign.benchmarks.sign.RouteSuite;
import io.github.osspresign.benchmarks.sign.SigningSuite;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs suites by name, prints what they find and adds it to the results: {@code Benchmarks <suite>… [--short]}. */
public final class Benchmarks {

    static final Map<String, Suite> SUITES = new TreeMap<>(Map.ofEntries(
            Map.entry("bulk", new BulkSuite()),
            Map.entry("crc64", new Crc64Suite()),
            Map.entry("far", new FarSuite()),
            Map.entry("growth", new GrowthSuite()),
            Map.entry("large", new LargeSuite()),
            Map.entry("many", new ManySuite()),
            Map.entry("ranged", new RangedSuite()),
            Map.entry("route", new RouteSuite()),
            Map.entry("sign", new SigningSuite()),
            Map.entry("syscalls", new SyscallsSuite()),
            Map.entry("trouble", new TroubleSuite()),
            Map.entry("uploads", new UploadSuite())));

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        List<String> names = new ArrayList<>(List.of(args));
        boolean isShort = names.remove("--short");
        // The figures of a short run say nothing.
        Path file = Path.of(isShort ? "target/results.json" : "results.json");
        List<Suite> suites = names.stream().map(Benchmarks::suite).toList();
        for (int i = 0; i < suites.size(); i++) {
            Instant begin = Instant.now();
            Map<String, Object> card = Card.of(begin);
            Report report = suites.get(i).run(isShort ? Effort.SHORT : Effort.FULL);
            card.put("minutes", Math.ceil(Duration.between(begin, Instant.now()).toSeconds() / 6.0) / 10);
            card.put("runs", report.runs());
            String run = names.get(i) + " " + Runtime.version().feature();
            Results results = Results.read(file);
            results.add(run, card, report);
            results.write(file);
            System.out.println("\n## " + run + "\n\n" + card + "\n\n" + report.markdown());
        }
    }

    private static Suite suite(String name) {
        Suite suite = SUITES.get(name);
        if (suite == null) {
            throw new IllegalArgumentException("suite: must be one of " + SUITES.keySet() + ", was '" + name + "'");
        }
        return suite;
    }
}
