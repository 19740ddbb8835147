// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All rows of an object come or none, and an object that comes again takes the place of what it was. */
class ReadingsTest {

    private static final PresignedLink LINK =
            LinkJson.read("{\"url\":\"https://files.example.com/a.zip\",\"bucket\":\"demo\",\"key\":\"a.zip\"}");

    @AutoClose
    private static EmbeddedPostgres database;

    private Readings readings;

    @BeforeAll
    static void startDatabase() throws Exception {
        database = EmbeddedPostgres.builder().start();
    }

    @BeforeEach
    void clear() throws Exception {
        readings = new Readings(database.getPostgresDatabase());
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate reading, loaded_object");
        }
    }

    @Test
    void anObjectThatComesAgainTakesThePlaceOfWhatItWas() throws Exception {
        load(List.of(row("1", "1.5"), row("2", "2.5")));
        load(List.of(row("1", "1.5"), row("2", "2.5")));
        assertThat(readings.rows("demo/"))
                .isEqualTo(Map.of("demo/a.zip", List.of("1,2026-01-01,1.5", "2,2026-01-01,2.5")));

        load(List.of(row("1", "3.5")));
        assertThat(readings.rows("demo/")).isEqualTo(Map.of("demo/a.zip", List.of("1,2026-01-01,3.5")));
    }

    @Test
    void anObjectWithABadRowChangesNothing() throws Exception {
        load(List.of(row("1", "1.5")));

        assertThatIllegalArgumentException().isThrownBy(() -> load(List.of(row("1", "9.5"), row("two", "2.5"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(List.of(row("1", "9.5"), Map.of("meter", "2"))))
                .withMessage("row 2, column day: is missing");

        assertThat(readings.rows("demo/")).isEqualTo(Map.of("demo/a.zip", List.of("1,2026-01-01,1.5")));
    }

    @Test
    void aLinkThatDoesNotTellItsObjectIsRefused() {
        PresignedLink bare = PresignedLink.of("https://files.example.com/a.zip");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> readings.load(bare, null, null, List.of(row("1", "1.5"))))
                .withMessageStartingWith("link: bucket and key are missing");
    }

    /** The driver of the database stores numbers such as the first as 0, and Java needs minutes for the second. */
    @ParameterizedTest
    @ValueSource(strings = {"1e200000", "DIGITS", "1e-20000", ".", ""})
    void numberThatIsNoReadingIsRefused(String number) {
        String kwh = number.replace("DIGITS", "9".repeat(1_000_000));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(List.of(row("1", kwh))))
                .withMessage("row 1, column kwh: the value has a wrong form");
    }

    /** It would become the 2nd of March. */
    @Test
    void dayThatDoesNotExistIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(List.of(Map.of("meter", "1", "day", "2026-02-30", "kwh", "1"))))
                .withMessage("row 1, column day: the value has a wrong form");
    }

    /** As that of a download that was slower than one that began after it. */
    @Test
    void contentThatWasReplacedDoesNotReplaceTheLaterOne() throws Exception {
        readings.load(LINK, "later", 2000L, List.of(row("1", "2.5")));
        readings.load(LINK, "earlier", 1000L, List.of(row("1", "1.5")));

        assertThat(readings.rows("demo/")).isEqualTo(Map.of("demo/a.zip", List.of("1,2026-01-01,2.5")));
        assertThat(readings.has(LINK, "later")).isTrue();
        assertThat(readings.has(LINK, "earlier")).isFalse();
    }

    private void load(List<Map<String, String>> rows) throws SQLException {
        readings.load(LINK, "content", 1000L, rows);
    }

    private static Map<String, String> row(String meter, String kwh) {
        return Map.of("meter", meter, "day", "2026-01-01", "kwh", kwh);
    }
}
