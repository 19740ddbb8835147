package io.github.osspresign.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tables of the component pages are those of the component's own metadata. With {@code -Ddocs.update=true} they are
 * written instead of checked.
 */
class ComponentPageTest {

    private static final Path DOCS = Path.of("..", "docs");

    private static String page(String scheme) throws IOException {
        return Files.readString(DOCS.resolve(scheme + ".md"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"presign", "osspresigned"})
    void tablesAreThoseOfTheMetadata(String scheme) throws IOException {
        ComponentTables tables = ComponentTables.of(scheme);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(DOCS.resolve(scheme + ".md"), tables.updated(page(scheme)));
        }

        assertThat(tables.drift(page(scheme)))
                .as("%s.md; -Ddocs.update=true mends it", scheme)
                .isEmpty();
        assertThat(tables.updated(page(scheme))).isEqualTo(page(scheme));
    }

    @Test
    void aPlantedWrongDefaultIsFoundAndMended() throws IOException {
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
    void aPlantedMissingHeaderIsFound() throws IOException {
        ComponentTables tables = ComponentTables.of("presign");
        String wrong = tables.updated(page("presign")).replaceFirst("(?m)^\\| `CamelPresignExpiresAt` .*\n", "");

        assertThat(tables.drift(wrong))
                .singleElement()
                .asString()
                .startsWith("expected: | `CamelPresignExpiresAt` | `Instant` |");
    }
}
