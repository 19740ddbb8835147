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
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.openjdk.jmh.results.RunResult;

/** Signing in a route: what a link adds to an exchange. */
public final class RouteSuite implements Suite {

    @Override
    public Report run(Effort effort) throws Exception {
        List<String> checks = check();
        List<Table> tables = new ArrayList<>();
        for (int threads : new int[] {1, 2}) {
            tables.add(table(threads, Jmh.run(RouteBenchmark.class, threads, Map.of(), effort)));
        }
        return new Report(Jmh.FORKS, checks, tables);
    }

    private static List<String> check() throws Exception {
        List<String> checks = new ArrayList<>();
        for (RouteSide side : RouteSide.values()) {
            if (side != RouteSide.NONE) {
                CamelContext context = side.start();
                try {
                    Exchange sent = context.createProducerTemplate()
                            .request(
                                    RouteSide.ENTRY,
                                    exchange -> exchange.getMessage()
                                            .setHeader(RouteSide.KEY, SigningCase.SHORT_KEY.key()));
                    OutputEquivalence.requireSameSignature(
                            SigningCase.SHORT_KEY,
                            side.contender() == null ? Contender.OURS : side.contender(),
                            String.valueOf(sent.getMessage().getHeader(RouteSide.URL)));
                } finally {
                    context.stop();
                }
                checks.add(side.title() + ": the URL in the header " + RouteSide.URL
                        + " has our signature, bit for bit, at its instant");
            }
        }
        return checks;
    }

    private static Table table(int threads, Collection<RunResult> results) {
        RunResult without = results.stream()
                .filter(result -> side(result) == RouteSide.NONE)
                .findFirst()
                .orElseThrow();
        Table table = new Table(threads == 1 ? "1 thread" : threads + " threads");
        for (RunResult result : results) {
            table.number(side(result).title(), "µs", Jmh.micros(result), 2)
                    .number(side(result).title(), "spread", Jmh.error(result), 0)
                    .number(side(result).title(), "µs added", Jmh.micros(result) - Jmh.micros(without), 2)
                    .number(side(result).title(), "bytes added", Jmh.bytes(result) - Jmh.bytes(without), 0);
        }
        return table;
    }

    private static RouteSide side(RunResult result) {
        return RouteSide.valueOf(result.getParams().getParam("side"));
    }
}
