package io.github.osspresign.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tables of the component pages are those of the component's own metadata. With {@code -Ddocs.update=true} they are
 * written instead of checked.
 */
class ComponentPageTest {

    private static final Path DOCS = Path.of("..", "docs");

    @ParameterizedTest
    @ValueSource(strings = {"presign", "osspresigned"})
    void tablesAreThoseOfTheMetadata(String scheme) throws IOException {
        Path page = DOCS.resolve(scheme + ".md");
        String text = Files.readString(page);
        Map<String, Map<String, Object>> options = metadata(scheme, "properties");
        Map<String, Map<String, Object>> componentOptions = metadata(scheme, "componentProperties");
        componentOptions.keySet().removeAll(options.keySet());
        Map<String, Map<String, Object>> headers = metadata(scheme, "headers");
        String current =
                withTable(text, "options", table(options, ComponentPageTest::optionRow, "option | meaning | default"));
        current = withTable(
                current,
                "component options",
                table(componentOptions, ComponentPageTest::optionRow, "option | meaning | default"));
        current =
                withTable(current, "headers", table(headers, ComponentPageTest::headerRow, "header | type | meaning"));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, current);
        }

        assertThat(Files.readString(page))
                .as("%s; -Ddocs.update=true mends it", page)
                .isEqualTo(current);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> metadata(String scheme, String section) throws IOException {
        String resource = "/META-INF/io/github/osspresign/camel/" + scheme + "/" + scheme + ".json";
        try (InputStream json =
                Objects.requireNonNull(ComponentPageTest.class.getResourceAsStream(resource), resource)) {
            return (Map<String, Map<String, Object>>)
                    Objects.requireNonNull(JSON.std.mapFrom(json).get(section), section);
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

    private static String optionRow(Map.Entry<String, Map<String, Object>> option) {
        Map<String, Object> facts = option.getValue();
        Object fallback = facts.get("defaultValue");
        String name = facts.containsKey("prefix") ? facts.get("prefix") + "NAME" : option.getKey();
        return "| `" + name + "` | " + facts.get("description") + choices(facts) + " | "
                + (fallback == null ? "" : "`" + fallback + "`") + " |";
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

    private static String withTable(String page, String name, String table) {
        String begin = "<!-- begin " + name + " -->\n";
        String end = "\n<!-- end " + name + " -->";
        Matcher place = Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL)
                .matcher(page);
        assertThat(place.find()).as("a place for the table of %s", name).isTrue();
        return place.replaceFirst(Matcher.quoteReplacement(begin + table + end));
    }
}
