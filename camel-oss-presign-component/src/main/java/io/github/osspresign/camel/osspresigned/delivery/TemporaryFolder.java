// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Temporary folder, accessible to its owner only, that is deleted when the last exchange that uses it is done. */
final class TemporaryFolder {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

    private final Path path;
    private final Queue<Closeable> readers = new ConcurrentLinkedQueue<>();

    /** Number of exchanges that use the folder, negative once it is deleted. */
    private final AtomicInteger users = new AtomicInteger();

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** Creates a folder below the directory of the system property {@code java.io.tmpdir}. */
    static TemporaryFolder create() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        return new TemporaryFolder(Files.createTempDirectory(parent, "osspresigned-"));
    }

    Path path() {
        return path;
    }

    /**
     * Registers one more exchange that uses the folder.
     *
     * @param reader closed before the folder is deleted, because Windows does not delete open files
     * @return whether the folder still exists
     */
    boolean use(Closeable reader) {
        readers.add(reader);
        return users.getAndUpdate(count -> count < 0 ? count : count + 1) >= 0;
    }

    /** Unregisters an exchange, and deletes the folder after the last one. */
    void release() {
        if (users.updateAndGet(count -> count == 1 ? -1 : count - 1) == -1) {
            delete();
        }
    }

    boolean isDeleted() {
        return users.get() < 0;
    }

    /** Deletes the folder and its content. */
    void delete() {
        users.set(-1);
        try (Stream<Path> tree = Files.walk(path)) {
            for (Closeable reader : readers) {
                reader.close();
            }
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException | UncheckedIOException e) {
            // Logged only, because it does not affect the result of the exchange.
            LOG.warn("Temporary folder {} cannot be deleted: {}", path, e.toString());
        }
    }
}
