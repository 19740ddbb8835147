// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Handler;

/** Reads CSV whose first line names the columns. */
public final class Csv {

    private final ObjectReader reader = new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader());

    /** Returns the rows by the names of their columns. */
    @Handler
    public List<Map<String, String>> rows(@Body InputStream text) throws IOException {
        try (MappingIterator<Map<String, String>> rows = reader.readValues(text)) {
            return rows.readAll();
        }
    }
}
