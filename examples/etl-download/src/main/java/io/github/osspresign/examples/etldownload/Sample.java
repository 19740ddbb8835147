// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The objects of the example and the links to them: of a hundred links one has ended, one has no object, and one is a
 * second link to an object; one of all links leads to a corrupt object.
 *
 * @param bucket where the objects are
 * @param prefix what all keys begin with
 * @param links how many links there are
 */
record Sample(String bucket, String prefix, int links) {

    private static final int ROWS = 3;
    private static final int CORRUPT = 4;

    enum Kind {
        /** A link to an object that is there. */
        SOUND,
        /** A link that has ended. */
        ENDED,
        /** A link to an object that is not there. */
        MISSING,
        /** A second link to the object of an earlier one. */
        SECOND,
        /** A link to an object that does not arrive as it was stored. */
        CORRUPT
    }

    Kind kind(int link) {
        return switch (link % 100) {
            case 1 -> Kind.ENDED;
            case 2 -> Kind.MISSING;
            case 99 -> Kind.SECOND;
            default -> link == CORRUPT ? Kind.CORRUPT : Kind.SOUND;
        };
    }

    /** Returns the number of links of that kind. */
    int count(Kind kind) {
        return (int)
                IntStream.range(0, links).filter(link -> kind(link) == kind).count();
    }

    /** Returns the links to sign, in the order of the manifest. */
    Stream<Map<String, Object>> entries() {
        return IntStream.range(0, links)
                .mapToObj(link -> Map.of("objectKey", key(link), "expiration", kind(link) == Kind.ENDED ? "1s" : "1d"));
    }

    String corruptKey() {
        return key(CORRUPT);
    }

    /** The objects, but those that are missing, or only these. */
    IntStream objects(boolean missing) {
        return IntStream.range(0, links)
                .filter(link -> kind(link) != Kind.SECOND && (kind(link) == Kind.MISSING) == missing);
    }

    String key(int link) {
        return "%sreadings-%05d.zip".formatted(prefix, kind(link) == Kind.SECOND ? link - 50 : link);
    }

    /** Returns the name of the object in the table. */
    String object(int link) {
        return bucket + "/" + key(link);
    }

    byte[] zip(int link) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("readings.csv"));
            zip.write(("meter,day,kwh\n" + String.join("\n", rows(link)) + "\n").getBytes(UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns the rows that the table must have at the end, by object. */
    SortedMap<String, List<String>> rows() {
        SortedMap<String, List<String>> rows = new TreeMap<>();
        IntStream.range(0, links)
                .filter(link -> kind(link) != Kind.SECOND)
                .forEach(link -> rows.put(object(link), rows(link)));
        return rows;
    }

    private static List<String> rows(int link) {
        return IntStream.range(0, ROWS)
                .mapToObj(row ->
                        "%d,%s,%d.%02d".formatted(link, LocalDate.of(2026, 1, 1).plusDays(row), 10 + row, link % 100))
                .toList();
    }
}
