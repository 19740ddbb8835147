// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
