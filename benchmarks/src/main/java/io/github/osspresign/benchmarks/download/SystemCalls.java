// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * System calls of a process and its children, as {@code strace -c} counts them.
 *
 * @param counts by name
 */
record SystemCalls(Map<String, Long> counts) {

    private static final Program STRACE = Program.find("strace");

    /** Percentage, seconds, microseconds for each call, calls; the column of errors may be empty; then the name. */
    private static final int CALLS = 3;

    static boolean areCountable() {
        return STRACE.isInstalled();
    }

    /** Returns the command that runs another one and writes the summary to a file. */
    static List<String> counted(List<String> command, Path summary) {
        List<String> counted = new ArrayList<>(STRACE.with("-f", "-c", "-o", summary.toString()));
        counted.addAll(command);
        return counted;
    }

    /** Parses the summary. */
    static SystemCalls parse(List<String> summary) {
        Map<String, Long> counts = new TreeMap<>();
        for (String line : summary) {
            String[] columns = line.strip().split("\\s+", -1);
            String name = columns[columns.length - 1];
            if (columns.length > CALLS + 1 && columns[CALLS].matches("[0-9]+") && !name.equals("total")) {
                counts.merge(name, Long.valueOf(columns[CALLS]), Long::sum);
            }
        }
        return new SystemCalls(counts);
    }

    /** Returns what this process has done more than another one. */
    SystemCalls minus(SystemCalls other) {
        Map<String, Long> more = new HashMap<>(counts);
        other.counts.forEach((name, count) -> more.merge(name, -count, Long::sum));
        return new SystemCalls(more);
    }

    double total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the most frequent calls, each with its number for one link. */
    String mostFrequent(int most, double links) {
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> call) -> -call.getValue()))
                .limit(most)
                .map(call -> String.format(Locale.ROOT, "`%s` %.1f", call.getKey(), call.getValue() / links))
                .collect(Collectors.joining(", "));
    }
}
