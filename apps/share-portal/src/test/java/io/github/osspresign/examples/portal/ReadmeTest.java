// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.examples.portal.manage.Limits;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The table of the README has each property of the portal, with the default that it has. */
class ReadmeTest {

    private static final Pattern ROW = Pattern.compile("\\| (`PORTAL_.*) \\| .* \\|(.*)\\|");
    private static final Pattern SIZE = Pattern.compile("(\\d+) ([GM])iB");

    /** Returns the defaults of the table by property, without the marks of code. */
    private static Map<String, String> documented() throws Exception {
        Map<String, String> defaults = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            List<String> names = List.of(row.group(1).replace("`", "").split(", "));
            List<String> values = List.of(row.group(2).replace("`", "").strip().split(", ", names.size()));
            for (int i = 0; i < names.size(); i++) {
                defaults.put(names.get(i), values.get(Math.min(i, values.size() - 1)));
            }
        }
        return defaults;
    }

    private static List<RecordComponent> properties() {
        return Stream.of(PortalProperties.class, Limits.class)
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .toList();
    }

    private static String variable(RecordComponent property) {
        return "PORTAL_" + property.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    private static String bytes(String size) {
        Matcher matcher = SIZE.matcher(size);
        return matcher.matches()
                ? String.valueOf(
                        Long.parseLong(matcher.group(1)) << (matcher.group(2).equals("G") ? 30 : 20))
                : size;
    }

    @Test
    void tableHasEachPropertyWithItsDefault() throws Exception {
        Map<String, String> documented = documented();

        assertThat(documented.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        properties().stream().map(ReadmeTest::variable).toList());
        for (RecordComponent property : properties()) {
            DefaultValue value = property.getAnnotation(DefaultValue.class);
            if (value != null) {
                assertThat(bytes(documented.get(variable(property))))
                        .as(variable(property))
                        .isEqualTo(String.join(", ", value.value()));
            }
        }
    }
}
