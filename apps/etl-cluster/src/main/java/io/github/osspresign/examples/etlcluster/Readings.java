// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.model.DataFormatDefinition;
import org.apache.camel.model.dataformat.ZipFileDataFormat;

/** Table of meter readings, from zipped CSV whose first line names the columns. */
final class Readings implements RowWriter {

    private static final int LARGEST = 8 << 20;

    /** Rows that the driver of the database keeps in memory. An object has up to 645,000. */
    private static final int BATCH = 1000;

    /** Java needs minutes for a million digits, and the driver of the database does not store each exponent correctly. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{0,30}\\.?[0-9]{0,30}(?:[eE][+-]?[0-9]{1,2})?");

    private final ObjectReader csv = new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader());

    /** There is no unique key: a row that was loaded twice would be visible. */
    @Override
    public String table() {
        return """
                create table if not exists reading (
                    object text not null, line int not null, meter int not null, day date not null, kwh numeric not null);
                create index if not exists reading_object on reading (object);
                """;
    }

    @Override
    public DataFormatDefinition packing() {
        ZipFileDataFormat zip = new ZipFileDataFormat();
        zip.setMaxDecompressedSize(Integer.toString(LARGEST));
        return zip;
    }

    @Override
    public int replace(Connection transaction, String object, InputStream unpacked) throws SQLException, IOException {
        try (PreparedStatement delete = transaction.prepareStatement("delete from reading where object = ?");
                PreparedStatement insert = transaction.prepareStatement(
                        "insert into reading (object, line, meter, day, kwh) values (?, ?, ?, ?, ?)");
                MappingIterator<Map<String, String>> rows = csv.readValues(unpacked)) {
            delete.setString(1, object);
            delete.executeUpdate();
            int line = 0;
            while (rows.hasNextValue()) {
                Map<String, String> row = rows.nextValue();
                line++;
                insert.setString(1, object);
                insert.setInt(2, line);
                insert.setInt(3, column(row, line, "meter", Integer::valueOf));
                insert.setObject(4, column(row, line, "day", LocalDate::parse));
                insert.setBigDecimal(5, column(row, line, "kwh", Readings::decimal));
                insert.addBatch();
                if (line % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            return line;
        }
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(DECIMAL.matcher(text).matches() ? text : "");
    }

    /** The message of the exception names the place, and not the value: its reader may not have access to the object. */
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
}
