// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.PresignedLink;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Header;

/** The table of meter readings. */
public final class Readings {

    private final DataSource database;

    Readings(DataSource database) throws SQLException {
        this.database = database;
        try (Connection connection = database.getConnection();
                Statement create = connection.createStatement()) {
            create.execute("create table if not exists reading ("
                    + "object text, line int, meter int not null, day date not null, kwh numeric not null, "
                    + "primary key (object, line))");
        }
    }

    /** Replaces the rows that were loaded from this object before, all or nothing. */
    @Handler
    public void load(@Header(PresignConstants.LINK) PresignedLink link, @Body List<Map<String, String>> rows)
            throws SQLException {
        String object = object(link);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            // A connection that is closed without a commit is rolled back.
            replace(connection, object, rows);
            connection.commit();
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
                insert.setInt(2, line++);
                insert.setInt(3, Integer.parseInt(column(row, "meter")));
                insert.setDate(4, Date.valueOf(column(row, "day")));
                insert.setBigDecimal(5, new BigDecimal(column(row, "kwh")));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String column(Map<String, String> row, String name) {
        String value = row.get(name);
        if (value == null) {
            throw new IllegalArgumentException("row: column " + name + " is missing");
        }
        return value;
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
