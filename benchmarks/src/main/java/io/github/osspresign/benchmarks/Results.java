// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The file of all figures: by run, table, side and measure. A run is a suite on a Java version, such as {@code large 17}; the
 * last one replaces those before. What the runs were made with is a table itself.
 */
final class Results {

    /** Keeps the zeros at the end of a rounded number. */
    private static final JSON FORMAT = JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final String RUNS = "runs";

    private final Map<String, Object> figures;

    private Results(Map<String, Object> figures) {
        this.figures = figures;
    }

    /** Reads the file; without one there are no figures. */
    static Results read(Path file) throws IOException {
        return new Results(new TreeMap<>(Files.exists(file) ? FORMAT.mapFrom(Files.readString(file)) : Map.of()));
    }

    void add(String run, Map<String, Object> card, Report report) {
        Map<String, Object> cards = new TreeMap<>(map(figures.get(RUNS)));
        cards.put(run, card);
        figures.put(RUNS, cards);
        Map<String, Object> tables = new LinkedHashMap<>();
        report.tables().forEach(table -> tables.put(table.name(), table.sides()));
        figures.put(run, tables);
    }

    void write(Path file) throws IOException {
        Files.writeString(file, text(figures, "\n") + "\n");
    }

    /** Returns the figure at a path of names, {@code null} if there is none. */
    @Nullable Object figure(List<String> path) {
        Object found = figures;
        for (String name : path) {
            found = map(found).get(name);
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }

    /** The figures of a side are one line, so that a new run changes few of them. */
    private static String text(Map<String, Object> map, String line) throws IOException {
        if (map.values().stream().noneMatch(Map.class::isInstance)) {
            return FORMAT.asString(map);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            texts.put(FORMAT.asString(entry.getKey()), text(map(entry.getValue()), line + "  "));
        }
        return texts.entrySet().stream()
                .map(entry -> line + "  " + entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(",", "{", line + "}"));
    }
}
