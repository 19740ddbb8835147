// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Objects of the example, and the links to them.
 *
 * @param prefix prefix of all keys
 * @param links number of links, without those to changed objects
 */
record Sample(String prefix, int links) {

    static final String BUCKET = "demo";
    private static final int ROWS = 3;
    /** Link to the object whose bytes change in transit. */
    static final int CORRUPT = 6;

    /** Kinds of links. Of a hundred links, each kind but the first has one; of all links, one is corrupt. */
    enum Kind {
        /** A link to an object. */
        SOUND,
        /** A link that has expired when a worker gets it. */
        EXPIRED,
        /** A link to an object that does not exist at first. */
        MISSING,
        /** A link to an object that is not a zip file at first. */
        BROKEN,
        /** A record without a link. */
        POISON,
        /** A link to an object whose bytes change in transit at first. */
        CORRUPT,
        /** A link to an object that is replaced later, with a second link then. */
        CHANGED,
        /** A second link to the object of an earlier link. */
        SECOND;

        /** Returns whether links of this kind fail for good at first. */
        boolean fails() {
            return this == EXPIRED || this == MISSING || this == BROKEN || this == POISON || this == CORRUPT;
        }

        boolean hasObject() {
            return this != POISON && this != SECOND;
        }
    }

    Kind kind(int link) {
        if (link == CORRUPT) {
            return Kind.CORRUPT;
        }
        return switch (link % 100) {
            case 1 -> Kind.EXPIRED;
            case 2 -> Kind.MISSING;
            case 3 -> Kind.BROKEN;
            case 4 -> Kind.POISON;
            case 5 -> Kind.CHANGED;
            case 99 -> Kind.SECOND;
            default -> Kind.SOUND;
        };
    }

    /** Returns the links whose kind meets a condition. */
    IntStream links(Predicate<Kind> condition) {
        return IntStream.range(0, links).filter(link -> condition.test(kind(link)));
    }

    String corruptKey() {
        return key(CORRUPT);
    }

    String key(int link) {
        return "%sreadings-%06d.zip".formatted(prefix, kind(link) == Kind.SECOND ? link - 50 : link);
    }

    /** Returns the name of the object in the table, which is the key of the record. */
    String object(int link) {
        return BUCKET + "/" + key(link);
    }

    /** Returns the content of an object at first. */
    byte[] content(int link) {
        return kind(link) == Kind.BROKEN ? "not a zip file".getBytes(UTF_8) : zip(rows(link, 1));
    }

    /** Returns the content of an object in the end. */
    byte[] finalContent(int link) {
        return zip(finalRows(link));
    }

    /** Returns the content of an object that is replaced. */
    byte[] secondContent(int link) {
        return zip(secondRows(link));
    }

    static byte[] zip(List<String> rows) {
        return zip("meter,day,kwh", rows);
    }

    static byte[] zip(String header, List<String> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("readings.csv");
            // The same rows are the same object, whenever it is stored.
            entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
            zip.putNextEntry(entry);
            zip.write((header + "\n" + String.join("\n", rows) + "\n").getBytes(UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns what the table must contain while links of some kinds have failed, as lines by object. */
    SortedMap<String, List<String>> rows(boolean withFailed) {
        SortedMap<String, List<String>> rows = new TreeMap<>();
        links(kind -> kind.hasObject() && (withFailed || !kind.fails()))
                .forEach(link -> rows.put(object(link), finalRows(link)));
        return rows;
    }

    private List<String> finalRows(int link) {
        return kind(link) == Kind.CHANGED ? secondRows(link) : rows(link, 1);
    }

    List<String> secondRows(int link) {
        return rows(link, 2);
    }

    static List<String> rows(int link, int version) {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> "%d,%s,%d.%02d"
                        .formatted(link, LocalDate.of(2026, 1, 1).plusDays(row), 10 * version + row, link % 100))
                .toList();
    }
}
