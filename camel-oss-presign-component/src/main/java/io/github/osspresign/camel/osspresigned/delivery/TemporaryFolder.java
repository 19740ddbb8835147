// SPDX-License-Identifier: Apache-2.0
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

/** Temporary folder, accessible to its owner only, that is deleted when the last exchange that uses it is done. */
final class TemporaryFolder {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

    private final Path path;
    private final List<Closeable> readers = new ArrayList<>();
    private int users;
    private boolean deleted;

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
    synchronized boolean use(Closeable reader) {
        if (!deleted) {
            users++;
            readers.add(reader);
        }
        return !deleted;
    }

    /** Unregisters an exchange, and deletes the folder after the last one. */
    synchronized void release() {
        users--;
        if (users == 0) {
            delete();
        }
    }

    synchronized boolean isDeleted() {
        return deleted;
    }

    /** Deletes the folder and its content. */
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
            // Logged only, because it does not affect the result of the exchange.
            LOG.warn("Temporary folder {} cannot be deleted: {}", path, e.toString());
        }
    }
}
