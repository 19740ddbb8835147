// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
            statement.execute("truncate reading");
        }
    }

    @Test
    void anObjectThatComesAgainTakesThePlaceOfWhatItWas() throws Exception {
        readings.load(LINK, List.of(row("1", "1.5"), row("2", "2.5")));
        readings.load(LINK, List.of(row("1", "1.5"), row("2", "2.5")));
        assertThat(readings.rows("demo/"))
                .isEqualTo(Map.of("demo/a.zip", List.of("1,2026-01-01,1.5", "2,2026-01-01,2.5")));

        readings.load(LINK, List.of(row("1", "3.5")));
        assertThat(readings.rows("demo/")).isEqualTo(Map.of("demo/a.zip", List.of("1,2026-01-01,3.5")));
    }

    @Test
    void anObjectWithABadRowChangesNothing() throws Exception {
        readings.load(LINK, List.of(row("1", "1.5")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> readings.load(LINK, List.of(row("1", "9.5"), row("two", "2.5"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> readings.load(LINK, List.of(row("1", "9.5"), Map.of("meter", "2"))))
                .withMessage("row: column day is missing");

        assertThat(readings.rows("demo/")).isEqualTo(Map.of("demo/a.zip", List.of("1,2026-01-01,1.5")));
    }

    @Test
    void aLinkThatDoesNotTellItsObjectIsRefused() {
        PresignedLink bare = PresignedLink.of("https://files.example.com/a.zip");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> readings.load(bare, List.of(row("1", "1.5"))))
                .withMessageStartingWith("link: bucket and key are missing");
    }

    private static Map<String, String> row(String meter, String kwh) {
        return Map.of("meter", meter, "day", "2026-01-01", "kwh", kwh);
    }
}
