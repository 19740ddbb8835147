// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import javax.sql.DataSource;

/**
 * Numbers that show whether each row is in the table once.
 *
 * @param objects number of different objects
 * @param rows number of rows
 * @param doubled number of rows that are there more than once
 * @param checksum MD5 of all rows in the order of object and line
 */
record Contents(long objects, long rows, long doubled, String checksum) {

    private static final String QUERY = """
            with found as (select * from reading where starts_with(object, ?))
            select (select count(distinct object) from found),
                (select count(*) from found),
                (select count(*) from (select 1 from found group by object, line having count(*) > 1) twice),
                (select md5(coalesce(string_agg(concat_ws(',', object, line, meter, day, kwh), E'\\n'
                    order by object collate "C", line), '')) from found)""";

    /** Returns the contents of the table, for the objects whose bucket and key begin with a prefix. */
    static Contents of(DataSource database, String prefix) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(QUERY)) {
            select.setString(1, prefix);
            try (ResultSet result = select.executeQuery()) {
                result.next();
                return new Contents(result.getLong(1), result.getLong(2), result.getLong(3), result.getString(4));
            }
        }
    }

    /** Returns what the table must contain for the lines {@code meter,day,kwh} of each object. */
    static Contents of(SortedMap<String, List<String>> lines) {
        MessageDigest md5 = md5();
        long rows = 0;
        for (String object : lines.keySet()) {
            int line = 1;
            for (String row : lines.get(object)) {
                md5.update(((rows++ == 0 ? "" : "\n") + object + "," + line++ + "," + row).getBytes(UTF_8));
            }
        }
        return new Contents(lines.size(), rows, 0, "%032x".formatted(new BigInteger(1, md5.digest())));
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "%,d objects, %,d rows, %d doubled, checksum %s".formatted(objects, rows, doubled, checksum);
    }
}
