package io.github.osspresign.camel.osspresigned.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder that only its owner may look into, and that is there until the last exchange that uses it is done. */
final class TemporaryFolder {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

    private final Path path;
    private final List<Closeable> readers = new ArrayList<>();
    private int users;
    private boolean deleted;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** A new one where the JVM has its temporary files ({@code java.io.tmpdir}). */
    static TemporaryFolder create() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        return new TemporaryFolder(Files.createTempDirectory(parent, "osspresigned-"));
    }

    Path path() {
        return path;
    }

    /**
     * One more exchange uses it.
     *
     * @param reader is closed before the folder is deleted; systems such as Windows keep what is open
     * @return whether it is still there to be used
     */
    synchronized boolean use(Closeable reader) {
        if (!deleted) {
            users++;
            readers.add(reader);
        }
        return !deleted;
    }

    /** One of these exchanges is done; with the last one the folder is deleted. */
    synchronized void letGo() {
        users--;
        if (users == 0) {
            delete();
        }
    }

    synchronized boolean isDeleted() {
        return deleted;
    }

    /** Deletes it with what is in it. */
    synchronized void delete() {
        deleted = true;
        try (Stream<Path> tree = Files.walk(path)) {
            for (Closeable reader : readers) {
                reader.close();
            }
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException | UncheckedIOException e) {
            // What has become of the exchange does not depend on it.
            LOG.warn("The temporary folder {} cannot be deleted: {}", path, e.toString());
        }
    }
}
