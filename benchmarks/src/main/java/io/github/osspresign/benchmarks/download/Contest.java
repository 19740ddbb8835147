// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import io.github.osspresign.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Several sides that do the same work, one after the other in each round.
 *
 * @param title of the table
 * @param scratch for what processes say
 * @param outcome what each side leaves behind
 * @param amount of work in a run
 * @param unit of the amount
 * @param gib of data in a run
 * @param base the name of the side that the others are compared with
 */
record Contest(String title, Path scratch, Outcome outcome, double amount, String unit, double gib, String base) {

    static final String NOT_INSTALLED = "not installed";

    private static final List<String> COLUMNS = List.of(
            "side",
            "runs",
            "seconds",
            "rate",
            "rate against ",
            "first transfer",
            "whole process",
            "CPU s per GiB",
            "peak MiB");

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
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            rows.add(row(sides.get(i), runs.get(i), baseSeconds));
        }
        List<String> columns = new ArrayList<>(COLUMNS);
        columns.set(4, COLUMNS.get(4) + base);
        return new Table(title, columns, rows);
    }

    private Run run(Side side) throws IOException, InterruptedException {
        outcome.clear();
        Run run = Run.of(side.program().with(side.arguments()), scratch);
        if (run.failure() == null) {
            outcome.requireSame(side.name());
        }
        return run;
    }

    private List<String> row(Side side, List<Run> runs, double baseSeconds) {
        if (runs.isEmpty()) {
            return List.of(side.name(), "0", NOT_INSTALLED, "", "", "", "", "", "");
        }
        String failure = failure(runs);
        if (failure != null) {
            return List.of(side.name(), "" + runs.size(), "failed: " + failure, "", "", "", "", "", "");
        }
        double seconds = median(runs, run -> run.transfer().seconds());
        boolean timed = !runs.get(0).transfers().isEmpty();
        return List.of(
                side.name(),
                "" + runs.size(),
                number("%.2f", seconds),
                number("%.0f ", amount / seconds) + unit + "/s",
                Double.isNaN(baseSeconds) ? "" : number("%.2f", baseSeconds / seconds),
                timed
                        ? number(
                                "%.2f",
                                median(runs, run -> run.transfers().get(0).seconds()))
                        : "",
                number("%.2f", median(runs, Run::seconds)),
                number("%.2f", median(runs, run -> run.transfer().cpuSeconds()) / gib),
                number("%.0f", median(runs, Run::peakMiB)));
    }

    private static @Nullable String failure(List<Run> runs) {
        return runs.stream()
                .map(Run::failure)
                .filter(failure -> failure != null)
                .findFirst()
                .orElse(null);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
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
