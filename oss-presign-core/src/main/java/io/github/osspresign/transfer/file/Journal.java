// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.oss.syntax.EntityTag;
import io.github.osspresign.transfer.http.StrongValidator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Record of the content of a part file, stored beside it as JSON. It contains a hash of host and path of the link, but
 * not the link.
 *
 * @param ranges ranges in order, inside the object, not overlapping
 */
public record Journal(StrongValidator validator, List<CompletedRange> ranges) {

    /**
     * Version of the form, the first field. A program that does not know it ignores the journal, and downloads the object
     * from its beginning. A field that such a program may ignore needs no new version.
     */
    private static final int VERSION = 1;

    private static final long LONGEST = 1024 * 1024;

    /**
     * Reads a journal; returns {@code null} if there is none, it has another version or it is invalid: its writer may have
     * been killed, or may be another program.
     */
    public static @Nullable Journal read(Path path) {
        try {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) > LONGEST) {
                return null;
            }
            return of(JSON.std.mapFrom(Files.readString(path)));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static @Nullable Journal of(Map<String, Object> fields) {
        if (!Integer.valueOf(VERSION).equals(fields.get("version"))) {
            return null;
        }
        StrongValidator validator = new StrongValidator(
                value(fields, "object", String.class), number(fields, "size"), value(fields, "etag", String.class));
        List<CompletedRange> ranges = new ArrayList<>();
        long end = 0;
        for (Object part : value(fields, "parts", List.class)) {
            Map<?, ?> facts = (Map<?, ?>) part;
            CompletedRange range = new CompletedRange(
                    number(facts, "from"),
                    number(facts, "bytes"),
                    Long.parseUnsignedLong(value(facts, "crc64", String.class)));
            boolean fits =
                    range.first() >= end && range.length() > 0 && range.length() <= validator.size() - range.first();
            if (!fits) {
                return null;
            }
            ranges.add(range);
            end = range.end();
        }
        boolean whole = validator.size() > 0 && EntityTag.isOpaque(validator.etag()) && !ranges.isEmpty();
        return whole ? new Journal(validator, ranges) : null;
    }

    /** Returns the offset after the last received byte. */
    long end() {
        return ranges.get(ranges.size() - 1).end();
    }

    private static long number(Map<?, ?> fields, String name) {
        return value(fields, name, Number.class).longValue();
    }

    private static <T> T value(Map<?, ?> fields, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(fields.get(name)));
    }

    static void delete(Path path) throws IOException {
        for (Path file : List.of(fresh(path), path)) {
            if (Presence.of(file)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Returns the name of a journal while it is written; it belongs to the owner of the part file. */
    static Path fresh(Path path) {
        return path.resolveSibling(path.getFileName() + ".part");
    }

    /** Writes the journal and replaces the previous one atomically. */
    public void write(Path path, FileAttribute<?>... attributes) throws IOException {
        String json = json();
        Path fresh = fresh(path);
        Files.deleteIfExists(fresh);
        try (var channel = Files.newByteChannel(
                fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
            // A disk that is almost full accepts what still fits, and fails on the next write.
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private String json() throws IOException {
        List<Map<String, Object>> parts = new ArrayList<>();
        for (CompletedRange range : ranges) {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("from", range.first());
            part.put("bytes", range.length());
            part.put("crc64", Long.toUnsignedString(range.crc64()));
            parts.add(part);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", VERSION);
        fields.put("object", validator.object());
        fields.put("size", validator.size());
        fields.put("etag", validator.etag());
        fields.put("parts", parts);
        return JSON.std.asString(fields);
    }
}
