// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Jmh;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Signing alone: the lower bound, ours, and the peers. */
public final class SigningSuite implements Suite {

    private static final List<String> COLUMNS = List.of(
            "link", "side", "threads", "µs per URL", "times the lower bound", "URLs per second", "bytes per URL");

    @Override
    public Report run(Effort effort) throws RunnerException {
        List<String> checks = OutputEquivalence.check();
        List<Table> tables = new ArrayList<>();
        for (int threads : new int[] {1, 2}) {
            Collection<RunResult> results = Jmh.run(SigningBenchmark.class, threads, effort);
            for (SigningCase signingCase : SigningCase.values()) {
                tables.add(table(signingCase, threads, results));
            }
        }
        return new Report(checks, tables);
    }

    private static Table table(SigningCase signingCase, int threads, Collection<RunResult> results) {
        List<RunResult> ofCase = results.stream()
                .filter(result -> result.getParams().getParam("signingCase").equals(signingCase.name()))
                .toList();
        double lowerBound = Jmh.micros(ofCase.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith(".lowerBound"))
                .findFirst()
                .orElseThrow());
        List<List<String>> rows = ofCase.stream()
                .map(result -> row(signingCase, side(result), threads, result, lowerBound))
                .toList();
        return new Table(signingCase.title() + ", " + threads + (threads == 1 ? " thread" : " threads"), COLUMNS, rows);
    }

    private static String side(RunResult result) {
        String contender = result.getParams().getParam("contender");
        return contender == null ? "lower bound" : Contender.valueOf(contender).title();
    }

    private static List<String> row(
            SigningCase signingCase, String side, int threads, RunResult result, double lowerBound) {
        double micros = Jmh.micros(result);
        return List.of(
                signingCase.title(),
                side,
                String.valueOf(threads),
                String.format(
                        Locale.ROOT,
                        "%.2f ± %.2f",
                        micros,
                        result.getPrimaryResult().getScoreError()),
                String.format(Locale.ROOT, "%.2f", micros / lowerBound),
                String.format(Locale.ROOT, "%,.0f", threads * 1e6 / micros),
                String.format(Locale.ROOT, "%,.0f", Jmh.bytes(result)));
    }
}
