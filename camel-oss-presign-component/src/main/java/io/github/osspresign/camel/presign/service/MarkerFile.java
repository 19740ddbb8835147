package io.github.osspresign.camel.presign.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.Quoted;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** File with the key after which a listing continues after a restart. Each update replaces the file atomically. */
public final class MarkerFile {

    private static final String BUCKET = "bucket";
    private static final String PREFIX = "prefix";
    private static final String KEY = "key";

    private final Path file;
    private final String bucket;
    private final String prefix;
    private @Nullable String key;

    private MarkerFile(Path file, String bucket, String prefix) {
        this.file = file;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /**
     * Reads a marker file. A file that does not exist has no key.
     *
     * @throws IllegalArgumentException if the file belongs to another bucket or prefix
     */
    public static MarkerFile open(Path file, String bucket, String prefix) throws IOException {
        MarkerFile marker = new MarkerFile(file.toAbsolutePath(), bucket, prefix);
        if (Files.exists(file)) {
            marker.read();
        }
        return marker;
    }

    /** Returns the key after which the listing continues, or {@code null} to start with the first key. */
    public @Nullable String key() {
        return key;
    }

    /**
     * Writes a new key.
     *
     * @param newKey key, or {@code null} to keep the current one
     */
    public void update(@Nullable String newKey) throws IOException {
        if (newKey != null && !newKey.equals(key)) {
            write(newKey);
            key = newKey;
        }
    }

    private void read() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        require(BUCKET, bucket, properties);
        require(PREFIX, prefix, properties);
        key = properties.getProperty(KEY);
    }

    private void require(String name, String expected, Properties properties) {
        if (!expected.equals(properties.getProperty(name))) {
            throw new IllegalArgumentException("markerFile: " + Quoted.of(file.getFileName()) + " must be for the "
                    + name + " " + Quoted.of(expected) + ", was for " + Quoted.of(properties.getProperty(name)));
        }
    }

    private void write(String newKey) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(BUCKET, bucket);
        properties.setProperty(PREFIX, prefix);
        properties.setProperty(KEY, newKey);
        StringWriter text = new StringWriter();
        properties.store(text, null);

        Path directory = Objects.requireNonNull(file.getParent(), "an absolute file has a parent");
        Files.createDirectories(directory);
        Path next = directory.resolve(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
