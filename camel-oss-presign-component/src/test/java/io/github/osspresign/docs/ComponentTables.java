// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.docs;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.camel.osspresigned.OssPresignedOptionUses;
import io.github.osspresign.camel.presign.PresignOptionUses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables of options and headers, generated from the metadata of a component. */
final class ComponentTables {

    private static final String OPTIONS = "option | description | default";
    private static final String HEADERS = "header | type | description";

    private static final Map<String, Map<String, String>> USES = Map.of(
            "presign", PresignOptionUses.byOption(),
            "osspresigned", OssPresignedOptionUses.byOption());

    /** Groups whose options are all Camel's, which describes them. */
    private static final Set<String> OF_CAMEL = Set.of("consumer (advanced)", "producer (advanced)", "scheduler");

    /** Options of Camel in the other groups. */
    private static final Set<String> ALSO_OF_CAMEL = Set.of(
            "autowiredEnabled", "healthCheckConsumerEnabled", "healthCheckProducerEnabled", "sendEmptyMessageWhenIdle");

    private final Map<String, String> byName;

    private ComponentTables(Map<String, String> byName) {
        this.byName = byName;
    }

    static ComponentTables of(String scheme) {
        Map<String, Map<String, Object>> options = metadata(scheme, "properties");
        Map<String, Map<String, Object>> componentOptions = metadata(scheme, "componentProperties");
        componentOptions.keySet().removeAll(options.keySet());
        return new ComponentTables(Map.of(
                "options", grouped(options),
                "component options", described(componentOptions),
                "headers", table(metadata(scheme, "headers"), ComponentTables::headerRow, HEADERS),
                "uses", uses(options.keySet(), USES.get(scheme))));
    }

    /** Returns the options that belong to some uses only, with one row for options of the same uses. */
    private static String uses(Set<String> options, Map<String, String> usesByOption) {
        Map<String, List<String>> optionsByUses = options.stream()
                .filter(option -> !usesByOption.getOrDefault(option, "").isEmpty())
                .collect(Collectors.groupingBy(usesByOption::get, LinkedHashMap::new, Collectors.toList()));
        return "| used with | options |\n| --- | --- |\n"
                + optionsByUses.entrySet().stream()
                        .map(row -> "| " + listed(row.getKey()) + " | " + joined(row.getValue()) + " |")
                        .collect(Collectors.joining("\n"));
    }

    /** Returns uses, those by operation first, as a list in a sentence that names the option {@code operation} once. */
    private static String listed(String uses) {
        return Stream.of(uses.split(" or ", -1))
                .map(use -> use.contains(" ") ? use : "`" + use + "`")
                .collect(Collectors.joining(", "))
                .replace(", `operation=", ", `")
                .replaceFirst(", ([^,]*)$", " or $1");
    }

    /** Returns the page with its tables replaced by these. */
    String updated(String page) {
        String updated = page;
        for (Map.Entry<String, String> table : byName.entrySet()) {
            Matcher place = place(updated, table.getKey());
            updated = place.replaceFirst(Matcher.quoteReplacement(place.group(1) + table.getValue() + place.group(3)));
        }
        return updated;
    }

    /** Returns the differences between the tables of a page and these: missing lines and extra lines. */
    List<String> drift(String page) {
        return byName.entrySet().stream()
                .flatMap(table -> {
                    String actual = place(page, table.getKey()).group(2);
                    return Stream.concat(
                            missing(table.getValue(), actual, "expected: "),
                            missing(actual, table.getValue(), "but was: "));
                })
                .toList();
    }

    private static Stream<String> missing(String lines, String others, String label) {
        Set<String> there = others.lines().collect(Collectors.toSet());
        return lines.lines().filter(line -> !there.contains(line)).map(label::concat);
    }

    private static Matcher place(String page, String name) {
        Matcher place = Pattern.compile(
                        "(<!-- begin " + name + " -->\n)(.*?)(\n<!-- end " + name + " -->)", Pattern.DOTALL)
                .matcher(page);
        if (!place.find()) {
            throw new IllegalArgumentException(
                    "page: must have the comments <!-- begin " + name + " --> and <!-- end " + name + " -->");
        }
        return place;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Map<String, Object>> metadata(String scheme, String section) {
        String resource = "/META-INF/io/github/osspresign/camel/" + scheme + "/" + scheme + ".json";
        try (InputStream json = Objects.requireNonNull(ComponentTables.class.getResourceAsStream(resource), resource)) {
            return (Map<String, Map<String, Object>>)
                    Objects.requireNonNull(JSON.std.mapFrom(json).get(section), section);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(
            Map<String, Map<String, Object>> rows,
            Function<Map.Entry<String, Map<String, Object>>, String> render,
            String heading) {
        String rule = heading.replaceAll("[^|]+", " --- ");
        return "| " + heading + " |\n|" + rule + "|\n"
                + rows.entrySet().stream().map(render).collect(Collectors.joining("\n"));
    }

    /** Returns a table for each group, in the order of the catalogue. */
    private static String grouped(Map<String, Map<String, Object>> options) {
        Map<String, Map<String, Map<String, Object>>> groups = new LinkedHashMap<>();
        options.forEach((name, facts) -> groups.computeIfAbsent(
                        String.valueOf(facts.get("group")), group -> new LinkedHashMap<>())
                .put(name, facts));
        return groups.entrySet().stream()
                .map(group -> "### " + capitalized(group.getKey()) + "\n\n"
                        + (OF_CAMEL.contains(group.getKey()) ? names(group.getValue()) : described(group.getValue())))
                .collect(Collectors.joining("\n\n"));
    }

    /** Returns a table of options, and below it the names of those that Camel describes. */
    private static String described(Map<String, Map<String, Object>> options) {
        Map<String, Map<String, Object>> own = new LinkedHashMap<>(options);
        own.keySet().removeAll(ALSO_OF_CAMEL);
        Map<String, Map<String, Object>> ofCamel = new LinkedHashMap<>(options);
        ofCamel.keySet().retainAll(ALSO_OF_CAMEL);
        return table(own, ComponentTables::optionRow, OPTIONS) + (ofCamel.isEmpty() ? "" : "\n\n" + names(ofCamel));
    }

    /** Returns the names of options with their defaults. */
    private static String names(Map<String, Map<String, Object>> options) {
        return options.entrySet().stream()
                .map(option -> {
                    Object fallback = option.getValue().get("defaultValue");
                    return "`" + name(option) + (fallback == null ? "`" : "=" + fallback + "`");
                })
                .collect(Collectors.joining(", ", "Options of Camel, with their defaults: ", "."));
    }

    private static String capitalized(String group) {
        return group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1);
    }

    private static String optionRow(Map.Entry<String, Map<String, Object>> option) {
        Map<String, Object> facts = option.getValue();
        Object fallback = facts.get("defaultValue");
        String description = String.valueOf(facts.get("description")).replace(" The unit is required.", "");
        return "| `" + name(option) + "` | " + description + choices(facts) + " | "
                + (fallback == null ? "" : "`" + fallback + "`") + " |";
    }

    private static String name(Map.Entry<String, Map<String, Object>> option) {
        Object prefix = option.getValue().get("prefix");
        return prefix == null ? option.getKey() : prefix + "NAME";
    }

    private static String headerRow(Map.Entry<String, Map<String, Object>> header) {
        Map<String, Object> facts = header.getValue();
        String type = String.valueOf(facts.get("javaType"));
        return "| `" + header.getKey() + "` | `" + type.substring(type.lastIndexOf('.') + 1) + "` | "
                + facts.get("description") + choices(facts) + " |";
    }

    private static String choices(Map<String, Object> facts) {
        return facts.get("enum") instanceof Iterable<?> values ? " One of " + joined(values) + "." : "";
    }

    private static String joined(Iterable<?> values) {
        StringBuilder joined = new StringBuilder();
        values.forEach(value ->
                joined.append(joined.isEmpty() ? "`" : ", `").append(value).append('`'));
        return joined.toString();
    }
}
