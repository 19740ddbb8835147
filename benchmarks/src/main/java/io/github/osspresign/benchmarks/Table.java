// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Measured values as Markdown shows them.
 *
 * @param title what the table is about
 * @param columns the heads; the first is that of the row names
 * @param rows as many values each as there are heads
 */
public record Table(String title, List<String> columns, List<List<String>> rows) {

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        title + ": each row must have " + columns.size() + " values, was " + row);
            }
        }
    }

    String markdown() {
        return "### " + title + "\n\n" + line(columns) + line(Collections.nCopies(columns.size(), "---"))
                + rows.stream().map(Table::line).collect(Collectors.joining());
    }

    private static String line(List<String> values) {
        return "| " + String.join(" | ", values) + " |\n";
    }
}
