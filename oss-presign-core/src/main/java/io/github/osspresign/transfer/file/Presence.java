// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tests whether a file exists, in the cheapest way for files that do not. Up to Java 20, {@link Files} uses exceptions
 * for that, which take longer than creating a small file.
 */
final class Presence {

    private Presence() {}

    /** Returns whether the file exists. Follows symbolic links; a dangling link does not exist. */
    static boolean of(Path path) {
        boolean plain = path.getFileSystem() == FileSystems.getDefault();
        return plain ? path.toFile().exists() : Files.exists(path);
    }
}
