// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Figures of one comparison: those of each side, by what was measured. */
public final class Table {

    /** Percentage by which runs may differ. With more, their ratio to another side decides nothing. */
    private static final int WIDE = 25;

    private final String name;
    private final Map<String, Map<String, Object>> sides = new LinkedHashMap<>();

    public Table(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Returns the figures, numbers as {@link BigDecimal} and everything else as text. */
    public Map<String, Map<String, Object>> sides() {
        return Collections.unmodifiableMap(sides);
    }

    /** Adds a number, rounded as pages show it. A number that is NaN is left out. */
    public Table number(String side, String measure, double value, int decimals) {
        return Double.isNaN(value) ? this : put(side, measure, rounded(value, decimals));
    }

    public Table text(String side, String measure, String text) {
        return put(side, measure, text);
    }

    /**
     * Adds the ratio of a side to another one, with an asterisk if the runs differ too much for a verdict.
     *
     * @param spread percentage by which the runs of the side differ
     */
    public Table ratio(String side, double ratio, double spread) {
        number(side, "spread", spread, 0);
        return spread > WIDE
                ? text(side, "ratio", rounded(ratio, 2).toPlainString() + "*")
                : number(side, "ratio", ratio, 2);
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    private Table put(String side, String measure, Object figure) {
        sides.computeIfAbsent(side, any -> new LinkedHashMap<>()).put(measure, figure);
        return this;
    }

    String markdown() {
        Set<String> measures = sides.values().stream()
                .flatMap(figures -> figures.keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return "### " + name + "\n\n"
                + line(Stream.concat(Stream.of("side"), measures.stream()))
                + line(Stream.generate(() -> "---").limit(measures.size() + 1))
                + sides.entrySet().stream()
                        .map(side -> line(Stream.concat(
                                Stream.of(side.getKey()),
                                measures.stream()
                                        .map(measure ->
                                                String.valueOf(side.getValue().getOrDefault(measure, ""))))))
                        .collect(Collectors.joining());
    }

    private static String line(Stream<String> values) {
        return values.collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
