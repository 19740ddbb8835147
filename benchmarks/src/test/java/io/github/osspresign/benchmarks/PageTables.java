// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of the tables of a page, computed from the results. The comment before a table names its templates, one for each row:
 * {@code {large 17: https, disk: curl: rate}} is the figure at this path, {@code {… * 0.5}} the product with two digits. A
 * row with the name {@code *} is repeated for each name of this place. A cell that lacks a figure is empty.
 *
 * @param templates rows of templates by the name of their table
 */
record PageTables(Results results, Map<String, String> templates) {

    private static final Pattern TABLE = Pattern.compile("(<!-- figures: (.+) -->\n(?:\\|.*\n){2})((?:\\|.*\n)*)");
    private static final Pattern TEMPLATES = Pattern.compile("## (.+)\n((?:\\|.*\n)+)");
    private static final Pattern FIGURE = Pattern.compile("\\{(.+?)(?: \\* ([0-9.]+))?}");
    private static final String EACH = "*";

    /** Reads the templates from a text in which their rows follow a line with {@code ##} and the name of their table. */
    static PageTables of(Results results, String templates) {
        return new PageTables(
                results,
                TEMPLATES
                        .matcher(templates)
                        .results()
                        .collect(Collectors.toMap(table -> table.group(1), table -> table.group(2))));
    }

    /** Returns the page with the current rows. */
    String updated(String page) {
        return TABLE.matcher(page)
                .replaceAll(table -> Matcher.quoteReplacement(
                        table.group(1) + rows(table.group(2)).collect(Collectors.joining())));
    }

    private Stream<String> rows(String table) {
        return Objects.requireNonNull(templates.get(table), table).lines().flatMap(this::rowsOf);
    }

    private Stream<String> rowsOf(String template) {
        Set<String> names = new LinkedHashSet<>();
        FIGURE.matcher(template).results().map(PageTables::path).forEach(path -> {
            int place = path.indexOf(EACH);
            if (place >= 0) {
                names.addAll(Results.map(results.figure(path.subList(0, place))).keySet());
            }
        });
        List<String> rows = (names.isEmpty()
                        ? Stream.of(template)
                        : names.stream().map(name -> named(template, name)))
                .flatMap(this::row)
                .toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("results: must have a figure for the row " + template);
        }
        return rows.stream();
    }

    private static String named(String template, String name) {
        return template.replace(": *:", ": " + name + ":").replaceFirst("\\*", Matcher.quoteReplacement(name));
    }

    /** Returns the row, nothing if none of its figures exists. */
    private Stream<String> row(String template) {
        boolean exists = FIGURE.matcher(template).results().anyMatch(figure -> results.figure(path(figure)) != null);
        return exists
                ? Stream.of(Arrays.stream(template.split("\\|", -1))
                        .map(this::cell)
                        .collect(Collectors.joining("|", "", "\n")))
                : Stream.empty();
    }

    private String cell(String template) {
        boolean lacksOne = FIGURE.matcher(template).results().anyMatch(figure -> results.figure(path(figure)) == null);
        return lacksOne ? " " : FIGURE.matcher(template).replaceAll(figure -> Matcher.quoteReplacement(text(figure)));
    }

    private String text(MatchResult figure) {
        String text = String.valueOf(results.figure(path(figure)));
        if (!text.matches("-?[0-9.]+(E[0-9]+)?")) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        if (figure.group(2) != null) {
            number = number.multiply(new BigDecimal(figure.group(2))).round(new MathContext(2));
        }
        return String.format(Locale.ROOT, "%,." + Math.max(0, number.scale()) + "f", number);
    }

    private static List<String> path(MatchResult figure) {
        return List.of(figure.group(1).split(": ", -1));
    }
}
