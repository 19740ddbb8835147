// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Directory of a target as it was when the name of the target was chosen.
 *
 * @param path path by which the files of the directory are opened
 * @param key file key (device and inode); {@code null} if the file system has none
 * @param real real path; {@code null} if the caller named the directory itself and the key identifies it. A directory
 *     below that of the caller could become a symbolic link that leads out, which only the real path shows
 */
record TargetDirectory(
        Path path, @Nullable Object key, @Nullable Path real) {

    /** Returns the directory that the caller named, with the attributes that it has now. */
    static TargetDirectory of(Path path, BasicFileAttributes attributes) throws IOException {
        Object key = attributes.fileKey();
        return new TargetDirectory(path, key, key == null ? path.toRealPath() : null);
    }

    /** Returns what distinguishes the directory from others, under any of its paths. */
    Object identity() {
        return key == null ? Objects.requireNonNull(real) : key;
    }

    /**
     * Checks that the path still leads to the directory.
     *
     * @throws FileSystemException if it leads to another one
     */
    void requireSame() throws IOException {
        if (!isSame()) {
            throw new FileSystemException(path.toString(), null, "deleted or replaced during the download");
        }
    }

    /**
     * Checks that a directory below that of the caller has not become a symbolic link meanwhile.
     *
     * @throws FileSystemException if the path leads to another directory
     */
    void requireSameIfInner() throws IOException {
        if (real != null) {
            requireSame();
        }
    }

    /** Returns whether the path still leads to the directory. */
    boolean isSame() throws IOException {
        try {
            return real != null
                    ? path.toRealPath().equals(real)
                    : Objects.equals(
                            key,
                            Files.readAttributes(path, BasicFileAttributes.class)
                                    .fileKey());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        }
    }
}
