// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import io.github.osspresign.benchmarks.checksum.Crc64Suite;
import io.github.osspresign.benchmarks.download.FarSuite;
import io.github.osspresign.benchmarks.download.LargeSuite;
import io.github.osspresign.benchmarks.download.ManySuite;
import io.github.osspresign.benchmarks.download.RangedSuite;
import io.github.osspresign.benchmarks.download.SyscallsSuite;
import io.github.osspresign.benchmarks.download.TroubleSuite;
import io.github.osspresign.benchmarks.download.UploadSuite;
import io.github.osspresign.benchmarks.sign.BulkSuite;
import io.github.osspresign.benchmarks.sign.RouteSuite;
import io.github.osspresign.benchmarks.sign.SigningSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs suites by name and prints what they find: {@code Benchmarks <suite>… [--short]}. */
public final class Benchmarks {

    static final Map<String, Suite> SUITES = new TreeMap<>(Map.ofEntries(
            Map.entry("bulk", new BulkSuite()),
            Map.entry("crc64", new Crc64Suite()),
            Map.entry("far", new FarSuite()),
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
        Effort effort = names.remove("--short") ? Effort.SHORT : Effort.FULL;
        List<Suite> suites = names.stream().map(Benchmarks::suite).toList();
        System.out.println(machine());
        for (int i = 0; i < suites.size(); i++) {
            Report report = suites.get(i).run(effort);
            System.out.println("\n## " + names.get(i) + "\n\n" + report.markdown());
        }
    }

    private static Suite suite(String name) {
        Suite suite = SUITES.get(name);
        if (suite == null) {
            throw new IllegalArgumentException("suite: must be one of " + SUITES.keySet() + ", was '" + name + "'");
        }
        return suite;
    }

    private static String machine() {
        return "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
    }
}
