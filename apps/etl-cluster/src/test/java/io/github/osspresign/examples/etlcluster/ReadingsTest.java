// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.JavaCommand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.model.DataFormatDefinition;
import org.apache.camel.model.dataformat.GzipDeflaterDataFormat;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of an object are those of its last link, however often and however late a link is loaded. */
class ReadingsTest {

    private static final PresignedLink LINK =
            LinkJson.read("{\"url\":\"https://files.example.com/a.zip\",\"bucket\":\"demo\",\"key\":\"a.zip\"}");
    private static final Uuid TOPIC = Uuid.randomUuid();
    private static final int PARTITION = 1;

    private static EmbeddedPostgres server;
    private static HikariDataSource database;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Load load = new Load(database, TOPIC, new Readings(), meters);

    @BeforeAll
    static void startDatabase() throws Exception {
        server = EmbeddedPostgres.builder().start();
        database = Database.open(Configuration.of(Map.of(
                "etl.database.url", server.getJdbcUrl("postgres", "postgres"), "etl.database.user", "postgres")));
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        database.close();
        server.close();
    }

    @BeforeEach
    void createTables() throws Exception {
        Database.createTables(database, new Readings());
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate reading, loaded_object");
        }
    }

    @Test
    void laterLinkReplacesRows() throws Exception {
        load(5, row("1", "1.5"), row("2", "2.5"));
        load(6, row("1", "3.5"));

        assertThatTableHas("1,2026-01-01,3.5");
    }

    @Test
    void pausedWorkerDoesNotUndoWhatALaterLinkHasLoaded() throws Exception {
        load(6, row("1", "3.5"));
        load(5, row("1", "1.5"), row("2", "2.5"));

        assertThatTableHas("1,2026-01-01,3.5");
        assertThat(meters.counter("etl.stale").count()).isEqualTo(1);
    }

    @Test
    void redeliveredLinkChangesNothing() throws Exception {
        load(5, row("1", "1.5"));
        load(5, row("1", "1.5"));

        assertThatTableHas("1,2026-01-01,1.5");
        assertThat(meters.counter("etl.rows").count()).isEqualTo(1);
    }

    @Test
    void offsetsOfATopicThatWasCreatedAgainStartFromZero() throws Exception {
        load(5, row("1", "1.5"));
        load(new Load(database, Uuid.randomUuid(), new Readings(), meters), 0, row("1", "3.5"));

        assertThatTableHas("1,2026-01-01,3.5");
    }

    @Test
    void objectWithABadRowChangesNothing() throws Exception {
        load(5, row("1", "1.5"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(6, row("1", "9.5"), row("two", "2.5")))
                .withMessage("row 2, column meter: the value has a wrong form");
        assertThatTableHas("1,2026-01-01,1.5");
        load(6, row("1", "3.5"));
        assertThatTableHas("1,2026-01-01,3.5");
    }

    /** The message enters the topic of failed links. */
    @Test
    void messageNamesThePlaceOfABadValueAndNotTheValue() {
        assertThatBadRow("1,secret,1", "row 1, column day: the value has a wrong form");
        assertThatBadRow("1,2026-02-30,1", "row 1, column day: the value has a wrong form");
        assertThatBadRow("1,2026-01-01,secret", "row 1, column kwh: the value has a wrong form");
        assertThatBadRow("1,2026-01-01", "row 1, column kwh: is missing");
    }

    /** The driver of the database stores the first as 0, and Java needs minutes for the second, which block the partition. */
    @ParameterizedTest
    @ValueSource(strings = {"1e200000", "DIGITS", "1e-20000", ".", ""})
    void refusesNumbersThatAreNoReading(String number) {
        String kwh = number.replace("DIGITS", "9".repeat(1_000_000));

        assertThatBadRow(row("1", kwh), "row 1, column kwh: the value has a wrong form");
    }

    private void assertThatBadRow(String row, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(1, row))
                .withMessage(message)
                .withNoCause();
    }

    /** With the heap of a worker in {@code kubernetes.yaml}. */
    @Test
    @Tag("slow")
    void loadsRowsOfTheLargestObject() throws Exception {
        Process worker = JavaCommand.of(
                        LargestObject.class, List.of("-Xmx358m"), server.getJdbcUrl("postgres", "postgres"))
                .redirectErrorStream(true)
                .start();
        String output = new String(worker.getInputStream().readAllBytes(), UTF_8);

        assertThat(worker.waitFor()).as(output).isZero();
        assertThat(Contents.of(database, "demo/").rows()).isGreaterThan(500_000);
    }

    /** Loads an object of the shortest rows. */
    static final class LargestObject {

        public static void main(String[] arguments) throws Exception {
            String row = "1,2026-01-01,1\n";
            byte[] csv = ("meter,day,kwh\n" + row.repeat((8 << 20) / row.length() - 1)).getBytes(UTF_8);
            try (HikariDataSource database = Database.open(
                    Configuration.of(Map.of("etl.database.url", arguments[0], "etl.database.user", "postgres")))) {
                new Load(database, TOPIC, new Readings(), new SimpleMeterRegistry())
                        .load(LINK, PARTITION, 1, new ByteArrayInputStream(csv));
            }
        }
    }

    /** As a worker does that is paused in its transaction: its lock must not outlast the patience of the others. */
    @Test
    void transactionThatIsIdleIsEndedByTheDatabase() throws Exception {
        Connection paused = database.getConnection();
        paused.setAutoCommit(false);
        paused.createStatement().execute("insert into loaded_object values ('demo/a.zip', 'paused', 4)");

        load(5, row("1", "1.5"));

        assertThatTableHas("1,2026-01-01,1.5");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(paused::commit)
                .withMessageContaining("idle-in-transaction timeout");
    }

    @Test
    void workersCreateTheTablesAtTheSameTime() throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table reading, loaded_object");
        }
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            List<? extends Future<?>> created = IntStream.range(0, 4)
                    .mapToObj(worker -> workers.submit(() -> {
                        Database.createTables(database, new Readings());
                        return null;
                    }))
                    .toList();
            for (Future<?> each : created) {
                each.get();
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(Contents.of(database, "").rows()).isZero();
    }

    /** Table of the lines of an object. */
    private static final class Lines implements RowWriter {

        @Override
        public String table() {
            return "create table if not exists text_line (object text, line text)";
        }

        @Override
        public DataFormatDefinition packing() {
            return new GzipDeflaterDataFormat();
        }

        @Override
        public int replace(Connection transaction, String object, InputStream unpacked)
                throws SQLException, IOException {
            String text = new String(unpacked.readAllBytes(), UTF_8);
            try (PreparedStatement replace = transaction.prepareStatement(
                    "with old as (delete from text_line where object = ?) insert into text_line values (?, ?)")) {
                replace.setString(1, object);
                replace.setString(2, object);
                replace.setString(3, text.strip());
                return replace.executeUpdate();
            }
        }
    }

    @Test
    void anotherTableAndFormatNeedOneClass() throws Exception {
        RowWriter lines = new Lines();
        Database.createTables(database, lines);
        Load another = new Load(database, TOPIC, lines, meters);

        another.load(LINK, PARTITION, 6, new ByteArrayInputStream("later".getBytes(UTF_8)));
        another.load(LINK, PARTITION, 5, new ByteArrayInputStream("earlier".getBytes(UTF_8)));

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select string_agg(line, ',') from text_line")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("later");
        }
        assertThat(meters.counter("etl.rows").count()).isEqualTo(1);
    }

    private static void assertThatTableHas(String... rows) throws SQLException {
        assertThat(Contents.of(database, "demo/"))
                .isEqualTo(Contents.of(new TreeMap<>(Map.of("demo/a.zip", List.of(rows)))));
    }

    private void load(long offset, String... rows) throws Exception {
        load(load, offset, rows);
    }

    private static void load(Load load, long offset, String... rows) throws Exception {
        byte[] csv = ("meter,day,kwh\n" + String.join("\n", rows) + "\n").getBytes(UTF_8);
        load.load(LINK, PARTITION, offset, new ByteArrayInputStream(csv));
    }

    private static String row(String meter, String kwh) {
        return meter + ",2026-01-01," + kwh;
    }
}
