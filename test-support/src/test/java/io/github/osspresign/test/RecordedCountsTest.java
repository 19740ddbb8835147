// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the recorded exchanges has their counts; {@code -Ddocs.update=true} writes them instead of comparing. */
class RecordedCountsTest {

    private static final Path PAGE =
            Path.of("src", "main", "resources", "io", "github", "osspresign", "test", "recorded", "README.md");
    private static final String BEGIN = "<!-- begin counts -->\n";
    private static final String END = "<!-- end counts -->";
    private static final String NOT_KNOWN = "not known";
    private static final Pattern MEANING =
            Pattern.compile("(?m)^\\| (`[a-z0-9-]+`|not known) \\| [0-9]+ \\| ([^|]+) \\|$");

    private final List<RecordedExchange> exchanges;

    RecordedCountsTest() throws IOException {
        exchanges = RecordedExchanges.all();
    }

    @Test
    void pageHasTheCountsOfTheFiles() throws IOException {
        String page = Files.readString(PAGE);
        String current = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + String.join("\n", tables(meanings(page)))
                + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, current);
        }

        assertThat(Files.readString(PAGE))
                .as("%s; -Ddocs.update=true updates it", PAGE)
                .isEqualTo(current);
    }

    @Test
    void everyCauseHasAMeaning() throws IOException {
        assertThat(meanings(Files.readString(PAGE)).keySet())
                .containsAll(exchanges.stream()
                        .map(each -> each.cause().id())
                        .filter(Objects::nonNull)
                        .toList());
    }

    @Test
    void onlyExchangesWithOssArePartOfTheCollection() {
        assertThat(exchanges)
                .extracting(each -> each.source().origin())
                .isSubsetOf("thread", "question", "documentation", "fixture", "file", "live");
    }

    private static Map<String, String> meanings(String page) {
        Map<String, String> meanings = new LinkedHashMap<>();
        MEANING.matcher(page).results().forEach(row -> meanings.put(row.group(1).replace("`", ""), row.group(2)));
        return meanings;
    }

    private List<String> tables(Map<String, String> meanings) {
        List<String> tables = new ArrayList<>();
        tables.add(byCount("origin", each -> each.source().origin()));
        tables.add(byCount("signature", each -> each.request().signature()));
        tables.add(count(each -> each.request().signature() != null
                        && !each.gaps().inferred().contains("signature"))
                + " of these signature versions are shown by the source; the others are inferred.\n");
        tables.add(byCount("place", each -> each.request().place()));
        tables.add(byCount("method", each -> each.request().method()));
        tables.add(byYear());
        tables.add(byCount("knowable", each -> each.cause().knowable()));
        tables.add(contents());
        tables.add(causes(meanings));
        return tables;
    }

    private String byCount(String name, Function<RecordedExchange, String> property) {
        return table(
                name,
                counts(property).entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(row -> shown(row.getKey()) + " | " + row.getValue())
                        .toList());
    }

    private String byYear() {
        return table(
                "year",
                counts(each -> Objects.toString(each.source().date(), null) == null
                                ? null
                                : Objects.requireNonNull(each.source().date()).substring(0, 4))
                        .entrySet()
                        .stream()
                        .map(row -> row.getKey() + " | " + row.getValue())
                        .toList());
    }

    private Map<String, Long> counts(Function<RecordedExchange, String> property) {
        return exchanges.stream()
                .collect(Collectors.groupingBy(
                        each -> Objects.requireNonNullElse(property.apply(each), NOT_KNOWN),
                        TreeMap::new,
                        Collectors.counting()));
    }

    private String contents() {
        Predicate<RecordedExchange> posted = each ->
                Arrays.asList("thread", "question").contains(each.source().origin());
        Predicate<RecordedExchange> text = each -> each.response().error().containsKey("StringToSign")
                || each.response().error().containsKey("CanonicalRequest");
        Predicate<RecordedExchange> cause = each -> each.cause().id() != null;
        return table(
                "content",
                List.of(
                        "all exchanges | " + exchanges.size(),
                        "string to sign or canonical request returned by the service | " + count(text),
                        "of these from a thread or question | " + count(text.and(posted)),
                        "whole error document | "
                                + count(each -> each.response().rawDocument() != null),
                        "`EC` element | "
                                + count(each -> each.response().error().containsKey("EC")),
                        "address of the request | "
                                + count(each -> each.request().url() != null),
                        "status | " + count(each -> each.response().status() != null),
                        "known cause | " + count(cause),
                        "known cause, from a thread or question | " + count(cause.and(posted))));
    }

    private String causes(Map<String, String> meanings) {
        List<String> rows = new ArrayList<>();
        counts(each -> each.cause().id()).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(row -> rows.add("| " + shown(row.getKey()) + " | " + row.getValue() + " | "
                        + meanings.getOrDefault(row.getKey(), "") + " |\n"));
        return "| cause | exchanges | meaning |\n|---|---:|---|\n" + String.join("", rows);
    }

    private long count(Predicate<RecordedExchange> condition) {
        return exchanges.stream().filter(condition).count();
    }

    private static String shown(String value) {
        return value.equals(NOT_KNOWN) ? value : "`" + value + "`";
    }

    private static String table(String name, List<String> rows) {
        return rows.stream()
                .map(row -> "| " + row + " |\n")
                .collect(Collectors.joining("", "| " + name + " | exchanges |\n|---|---:|\n", ""));
    }
}
