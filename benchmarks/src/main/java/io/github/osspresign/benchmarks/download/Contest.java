// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import io.github.osspresign.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Several sides that do the same work, one after the other in each round.
 *
 * @param name of the table
 * @param scratch for what processes say
 * @param outcome what each side leaves behind
 * @param amount of work in a run
 * @param gib of data in a run
 * @param base the name of the side that the others are compared with
 */
record Contest(String name, Path scratch, Outcome outcome, double amount, double gib, String base) {

    static final String NOT_INSTALLED = "not installed";

    /**
     * Runs all sides.
     *
     * @throws IllegalStateException if one of them left something else than expected
     */
    Table run(List<Side> sides, int rounds) throws IOException, InterruptedException {
        List<List<Run>> runs = new ArrayList<>();
        sides.forEach(side -> runs.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < sides.size(); i++) {
                Side side = sides.get(i);
                if (side.program().isInstalled() && round < side.rounds()) {
                    runs.get(i).add(run(side));
                }
            }
        }
        outcome.clear();
        double baseSeconds = Double.NaN;
        for (int i = 0; i < sides.size(); i++) {
            if (sides.get(i).name().equals(base) && !runs.get(i).isEmpty()) {
                baseSeconds = median(runs.get(i), run -> run.transfer().seconds());
            }
        }
        Table table = new Table(name);
        for (int i = 0; i < sides.size(); i++) {
            addTo(table, sides.get(i).name(), runs.get(i), baseSeconds);
        }
        return table;
    }

    private Run run(Side side) throws IOException, InterruptedException {
        outcome.clear();
        Run run = Run.of(side.program().with(side.arguments()), scratch);
        if (run.failure() == null) {
            outcome.requireSame(side.name());
        }
        return run;
    }

    private void addTo(Table table, String side, List<Run> runs, double baseSeconds) {
        String failure = failure(runs);
        if (runs.isEmpty() || failure != null) {
            table.text(side, "note", failure == null ? NOT_INSTALLED : "failed: " + failure);
            return;
        }
        double seconds = median(runs, run -> run.transfer().seconds());
        table.number(side, "amount", amount, 0)
                .number(side, "seconds", seconds, 2)
                .number(side, "rate", amount / seconds, 0)
                .ratio(side, baseSeconds / seconds, spread(runs, seconds));
        if (!runs.get(0).transfers().isEmpty()) {
            table.number(
                    side, "first", median(runs, run -> run.transfers().get(0).seconds()), 2);
        }
        table.number(side, "CPU", median(runs, run -> run.transfer().cpuSeconds()) / gib, 2)
                .number(side, "peak", median(runs, Run::peakMiB), 0);
    }

    /** Returns the percentage by which the slowest run and the fastest one differ. */
    private static double spread(List<Run> runs, double median) {
        DoubleSummaryStatistics seconds =
                runs.stream().mapToDouble(run -> run.transfer().seconds()).summaryStatistics();
        return runs.size() == 1 ? Double.NaN : 100 * (seconds.getMax() - seconds.getMin()) / median;
    }

    private static @Nullable String failure(List<Run> runs) {
        return runs.stream()
                .map(Run::failure)
                .filter(failure -> failure != null)
                .findFirst()
                .orElse(null);
    }

    static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return median(runs.stream().mapToDouble(figure).boxed().toList());
    }

    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted(Comparator.naturalOrder()).toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
