// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedConfiguration;
import io.github.osspresign.camel.osspresigned.OssPresignedEndpoint;
import io.github.osspresign.camel.presign.PresignConfiguration;
import io.github.osspresign.camel.presign.PresignEndpoint;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the tables of the reference pages with the generated metadata of the components. With
 * {@code -Ddocs.update=true} it writes the tables instead.
 */
class ComponentPageTest {

    private static final Path DOCS = Path.of("..", "docs");

    private static Path reference(String scheme) {
        return DOCS.resolve(scheme + "-reference.md");
    }

    private static String page(String scheme) throws IOException {
        return Files.readString(reference(scheme));
    }

    @ParameterizedTest
    @ValueSource(strings = {"presign", "osspresigned"})
    void tablesMatchTheGeneratedMetadata(String scheme) throws IOException {
        ComponentTables tables = ComponentTables.of(scheme);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(reference(scheme), tables.updated(page(scheme)));
        }

        assertThat(tables.drift(page(scheme)))
                .as("%s; -Ddocs.update=true corrects it", reference(scheme).getFileName())
                .isEmpty();
        assertThat(tables.updated(page(scheme))).isEqualTo(page(scheme));
    }

    /** The generator of Camel leaves out backticks on purpose, and other characters, such as a question mark, too. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                PresignEndpoint.class,
                PresignConfiguration.class,
                OssPresignedEndpoint.class,
                OssPresignedConfiguration.class
            })
    void generatedMetadataHasTheDescriptionsOfTheCode(Class<?> options) {
        Map<String, Map<String, Object>> metadata = ComponentTables.metadata(
                options.getSimpleName()
                        .replaceFirst("(Endpoint|Configuration)$", "")
                        .toLowerCase(Locale.ROOT),
                "properties");

        for (Field option : options.getDeclaredFields()) {
            UriParam param = option.getAnnotation(UriParam.class);
            UriPath path = option.getAnnotation(UriPath.class);
            String description = path != null ? path.description() : param != null ? param.description() : "";
            if (!description.isEmpty()) {
                assertThat((String) metadata.get(option.getName()).get("description"))
                        .as(option.getName())
                        .startsWith(description.replace("`", ""));
            }
        }
    }

    @Test
    void findsAndCorrectsAWrongDefaultInATable() throws IOException {
        ComponentTables tables = ComponentTables.of("osspresigned");
        String good = tables.updated(page("osspresigned"));
        String wrong = good.replaceFirst("(\\| `stallTimeout` .*)`30s`", "$1`60s`");

        assertThat(tables.drift(wrong))
                .satisfiesExactly(
                        expected -> assertThat(expected)
                                .startsWith("expected: | `stallTimeout` ")
                                .endsWith("`30s` |"),
                        actual -> assertThat(actual)
                                .startsWith("but was: | `stallTimeout` ")
                                .endsWith("`60s` |"));
        assertThat(tables.updated(wrong)).isEqualTo(good);
    }

    @Test
    void findsAMissingHeaderInATable() throws IOException {
        ComponentTables tables = ComponentTables.of("presign");
        String wrong = tables.updated(page("presign")).replaceFirst("(?m)^\\| `CamelPresignExpiresAt` .*\n", "");

        assertThat(tables.drift(wrong))
                .singleElement()
                .asString()
                .startsWith("expected: | `CamelPresignExpiresAt` | `Instant` |");
    }
}
