package io.github.osspresign.transfer.file;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.oss.EntityTag;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a part file holds, as it is written down beside it. Of the link there is only a hash of host and path in it. One
 * without it, as earlier versions wrote, is none.
 *
 * @param pieces in order, inside the object, apart from each other
 */
public record Journal(StrongValidator pin, List<CompletedRange> pieces) {

    private static final long LONGEST = 1024 * 1024;

    /** {@code null} where there is none that can be read: whoever wrote it may have been cut off, or be another. */
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
        StrongValidator pin = new StrongValidator(
                value(fields, "object", String.class), number(fields, "size"), value(fields, "etag", String.class));
        List<CompletedRange> pieces = new ArrayList<>();
        long end = 0;
        for (Object part : value(fields, "parts", List.class)) {
            Map<?, ?> facts = (Map<?, ?>) part;
            CompletedRange piece = new CompletedRange(
                    number(facts, "from"),
                    number(facts, "bytes"),
                    Long.parseUnsignedLong(value(facts, "crc64", String.class)));
            boolean fits = piece.first() >= end && piece.length() > 0 && piece.length() <= pin.size() - piece.first();
            if (!fits) {
                return null;
            }
            pieces.add(piece);
            end = piece.end();
        }
        boolean whole = pin.size() > 0 && EntityTag.isOpaque(pin.etag()) && !pieces.isEmpty();
        return whole ? new Journal(pin, pieces) : null;
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

    /** The name that a journal has while it is written; it belongs to the owner of the part file. */
    static Path fresh(Path path) {
        return path.resolveSibling(path.getFileName() + ".part");
    }

    /** Writes it in the place of the one before; who reads finds either. */
    public void write(Path path, FileAttribute<?>... attributes) throws IOException {
        List<Map<String, Object>> parts = pieces.stream()
                .map(piece -> Map.<String, Object>of(
                        "from", piece.first(),
                        "bytes", piece.length(),
                        "crc64", Long.toUnsignedString(piece.crc64())))
                .toList();
        String json = JSON.std.asString(
                Map.of("object", pin.object(), "size", pin.size(), "etag", pin.etag(), "parts", parts));
        Path fresh = fresh(path);
        Files.deleteIfExists(fresh);
        try (var channel = Files.newByteChannel(
                fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
            // A disk that is almost full takes what still fits, and says so only when it is asked again.
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }
}
