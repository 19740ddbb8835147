// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Results of a suite.
 *
 * @param runs how often each side was measured at most, each time in a new process
 * @param checks what all sides were found to do alike, one sentence each
 * @param tables what was measured
 */
public record Report(int runs, List<String> checks, List<Table> tables) {

    public Report {
        checks = List.copyOf(checks);
        tables = List.copyOf(tables);
    }

    String markdown() {
        String checked =
                checks.stream().map(check -> "- checked: " + check + "\n").collect(Collectors.joining());
        return checked + tables.stream().map(table -> "\n" + table.markdown()).collect(Collectors.joining());
    }
}
