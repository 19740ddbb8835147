// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.PresignedLink;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** The table of meter readings, and which content of each object it has. */
public final class Readings {

    /** Java needs minutes for a million digits, and the driver of the database does not store each exponent correctly. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{0,30}\\.?[0-9]{0,30}(?:[eE][+-]?[0-9]{1,2})?");

    private final DataSource database;

    Readings(DataSource database) throws SQLException {
        this.database = database;
        try (Connection connection = database.getConnection();
                Statement create = connection.createStatement()) {
            create.execute("create table if not exists reading ("
                    + "object text, line int, meter int not null, day date not null, kwh numeric not null, "
                    + "primary key (object, line))");
            create.execute("create table if not exists loaded_object ("
                    + "object text primary key, content text, changed_at bigint)");
        }
    }

    /**
     * Replaces the rows that were loaded from this object before, all or nothing, unless they are of a content that the object
     * got later.
     *
     * @param content what {@link LoadedObjects} knows the content by, {@code null} if nothing tells it from another one
     * @param changedAt when the object got this content, in milliseconds since 1970
     */
    @Handler
    public void load(
            @Header(PresignConstants.LINK) PresignedLink link,
            @ExchangeProperty(LoadedObjects.CONTENT) @Nullable String content,
            @Header(Exchange.FILE_LAST_MODIFIED) @Nullable Long changedAt,
            @Body List<Map<String, String>> rows)
            throws SQLException {
        String object = object(link);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            // A connection that is closed without a commit is rolled back.
            if (advance(connection, object, content, changedAt)) {
                replace(connection, object, rows);
                connection.commit();
            }
        }
    }

    /** Locks the object until the end of the transaction. Returns {@code false} if the table has a later content. */
    private static boolean advance(
            Connection connection, String object, @Nullable String content, @Nullable Long changedAt)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
            insert into loaded_object as last (object, content, changed_at) values (?, ?, ?)
            on conflict (object) do update set content = excluded.content, changed_at = excluded.changed_at
            where (last.changed_at > excluded.changed_at) is not true\
            """)) {
            upsert.setString(1, object);
            upsert.setString(2, content);
            upsert.setObject(3, changedAt, Types.BIGINT);
            return upsert.executeUpdate() == 1;
        }
    }

    /** Returns whether the rows of the object are those of this content. */
    boolean has(PresignedLink link, String content) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select 1 from loaded_object where object = ? and content = ?")) {
            select.setString(1, object(link));
            select.setString(2, content);
            try (ResultSet found = select.executeQuery()) {
                return found.next();
            }
        }
    }

    private static String object(PresignedLink link) {
        if (link.bucket() == null || link.key() == null) {
            throw new IllegalArgumentException(
                    "link: bucket and key are missing; send the link in its JSON form or with these columns");
        }
        return link.bucket() + "/" + link.key();
    }

    private static void replace(Connection connection, String object, List<Map<String, String>> rows)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from reading where object = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into reading (object, line, meter, day, kwh) values (?, ?, ?, ?, ?)")) {
            delete.setString(1, object);
            delete.executeUpdate();
            int line = 1;
            for (Map<String, String> row : rows) {
                insert.setString(1, object);
                insert.setInt(2, line);
                insert.setInt(3, column(row, line, "meter", Integer::valueOf));
                insert.setObject(4, column(row, line, "day", LocalDate::parse));
                insert.setBigDecimal(5, column(row, line, "kwh", Readings::decimal));
                insert.addBatch();
                line++;
            }
            insert.executeBatch();
        }
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(DECIMAL.matcher(text).matches() ? text : "");
    }

    private static <T> T column(Map<String, String> row, int line, String name, Function<String, T> parser) {
        String place = "row " + line + ", column " + name + ": ";
        String value = row.get(name);
        if (value == null) {
            throw new IllegalArgumentException(place + "is missing");
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(place + "the value has a wrong form");
        }
    }

    /** The rows of each object whose bucket and key begin so, in their order. */
    SortedMap<String, List<String>> rows(String prefix) throws SQLException {
        SortedMap<String, List<String>> found = new TreeMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select object, meter, day, kwh from reading"
                        + " where starts_with(object, ?) order by object, line")) {
            select.setString(1, prefix);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(row.getString(1), object -> new ArrayList<>())
                            .add(row.getString(2) + "," + row.getString(3) + "," + row.getString(4));
                }
            }
        }
        return found;
    }
}
