// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

// tag::class[]
import io.github.osspresign.link.PresignedLink;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** Generates a link for each row of a CSV file. */
public final class CsvLinks extends RouteBuilder {

    /** Columns from left to right. All but the first may be missing. */
    private static final List<String> COLUMNS = List.of("objectKey", "downloadFileName", "expiration");

    @Override
    public void configure() {
        from("file:lists?include=.*\\.csv&moveFailed=.failed")
                .transform()
                .body(String.class, CsvLinks::entries)
                .to("presign:my-bucket?region=cn-hangzhou&operation=signAll&expiration=1d")
                .transform()
                .body(Iterator.class, CsvLinks::csv)
                .to("file:links?tempPrefix=.");
    }

    /** Returns the options of a link for each line below the header line. */
    private static List<Map<String, String>> entries(String csv) {
        return csv.lines().skip(1).map(CsvLinks::entry).toList();
    }

    private static Map<String, String> entry(String row) {
        Map<String, String> entry = new HashMap<>();
        String[] cells = row.split(";", -1);
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i].isEmpty()) {
                entry.put(COLUMNS.get(i), cells[i]);
            }
        }
        return entry;
    }

    /** Returns a header line and a line for each link. */
    private static String csv(Iterator<?> links) {
        StringBuilder csv = new StringBuilder("key;url;expiresAt\n");
        while (links.hasNext()) {
            PresignedLink link = (PresignedLink) links.next();
            csv.append(link.key() + ";" + link.url() + ";" + link.expiresAt() + "\n");
        }
        return csv.toString();
    }
}
// end::class[]
