// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

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

    static final Map<String, Suite> SUITES = new TreeMap<>(Map.of(
            "bulk", new BulkSuite(),
            "far", new FarSuite(),
            "large", new LargeSuite(),
            "many", new ManySuite(),
            "ranged", new RangedSuite(),
            "route", new RouteSuite(),
            "sign", new SigningSuite(),
            "syscalls", new SyscallsSuite(),
            "trouble", new TroubleSuite(),
            "uploads", new UploadSuite()));

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
