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
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Signing alone: the lower bound, ours, and the peers. */
public final class SigningSuite implements Suite {

    @Override
    public Report run(Effort effort) throws RunnerException {
        List<String> checks = OutputEquivalence.check();
        List<Table> tables = new ArrayList<>();
        Collection<RunResult> alone = Jmh.run(SigningBenchmark.class, 1, Map.of(), effort);
        for (SigningCase signingCase : SigningCase.values()) {
            tables.add(table(signingCase.title(), signingCase, alone));
        }
        SigningCase shortKey = SigningCase.SHORT_KEY;
        Map<String, String> parameters = Map.of("signingCase", shortKey.name(), "contender", Contender.OURS.name());
        tables.add(table(
                shortKey.title() + ", 2 threads", shortKey, Jmh.run(SigningBenchmark.class, 2, parameters, effort)));
        return new Report(Jmh.FORKS, checks, tables);
    }

    private static Table table(String name, SigningCase signingCase, Collection<RunResult> results) {
        List<RunResult> ofCase = results.stream()
                .filter(result -> result.getParams().getParam("signingCase").equals(signingCase.name()))
                .toList();
        double lowerBound = Jmh.micros(ofCase.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith(".lowerBound"))
                .findFirst()
                .orElseThrow());
        Table table = new Table(name);
        for (RunResult result : ofCase) {
            double micros = Jmh.micros(result);
            table.number(side(result), "µs", micros, 2)
                    .ratio(side(result), micros / lowerBound, Jmh.error(result))
                    .number(side(result), "bytes", Jmh.bytes(result), 0);
        }
        return table;
    }

    private static String side(RunResult result) {
        String contender = result.getParams().getParam("contender");
        return contender == null ? "lower bound" : Contender.valueOf(contender).title();
    }
}
