// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Permissions of new files and folders on file systems that have them: the owner may write, the group may read.
 * Downloaded content is private, even if the umask of the process is wider.
 */
public final class Permissions {

    private static final FileAttribute<?> OF_FILE = of("rw-r-----");
    private static final FileAttribute<?> OF_FOLDER = of("rwxr-x---");

    private Permissions() {}

    static FileAttribute<?>[] ofFile(Path path) {
        return onlyPosix(path, OF_FILE);
    }

    static FileAttribute<?>[] ofFolder(Path path) {
        return onlyPosix(path, OF_FOLDER);
    }

    private static FileAttribute<?>[] onlyPosix(Path path, FileAttribute<?> permissions) {
        return arePosix(path) ? new FileAttribute<?>[] {permissions} : new FileAttribute<?>[0];
    }

    private static FileAttribute<?> of(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /**
     * Returns whether the file has the owner of a new file, and no more permissions than one.
     *
     * @param sample unused name beside the file; a file created there shows which permissions the file system
     *     applies
     */
    static boolean areAsOfAFileMade(Path file, Path sample) throws IOException {
        if (!arePosix(file)) {
            return true;
        }
        Files.deleteIfExists(sample);
        Files.createFile(sample, ofFile(sample));
        try {
            PosixFileAttributes made = attributes(sample);
            PosixFileAttributes found = attributes(file);
            return made.owner().equals(found.owner()) && made.permissions().containsAll(found.permissions());
        } finally {
            Files.delete(sample);
        }
    }

    private static PosixFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    public static boolean arePosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
