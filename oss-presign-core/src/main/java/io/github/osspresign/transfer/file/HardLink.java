// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Result of the creation of a hard link. Unlike a rename, a link never replaces a file, even one that has appeared
 * meanwhile.
 */
enum HardLink {
    CREATED,

    /** The name existed, although it may be free again. */
    EXISTS,

    /** The file system has no hard links, or refuses this one. */
    REFUSED;

    /**
     * Tries to give a file a second name.
     *
     * @throws NoSuchFileException if the file does not exist
     */
    static HardLink tryCreate(Path link, Path file) throws IOException {
        try {
            Files.createLink(link, file);
            return CREATED;
        } catch (FileAlreadyExistsException e) {
            // A client of NFS repeats a request whose response was lost, and then finds its own link.
            return areSame(link, file) ? CREATED : EXISTS;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return REFUSED;
        }
    }

    private static boolean areSame(Path link, Path file) {
        try {
            Object key = FileInUse.key(link);
            return key != null && key.equals(FileInUse.key(file));
        } catch (IOException e) {
            // Then it is not known to be ours.
            return false;
        }
    }
}
