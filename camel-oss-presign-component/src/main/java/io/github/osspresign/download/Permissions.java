package io.github.osspresign.download;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What files and folders are made with, where the file system has permissions: the owner's, and the group may read. What
 * is behind signed links is nobody else's business, whatever the process's umask lets through.
 */
final class Permissions {

    private Permissions() {}

    static FileAttribute<?>[] ofFile(Path path) {
        return of(path, "rw-r-----");
    }

    static FileAttribute<?>[] ofFolder(Path path) {
        return of(path, "rwxr-x---");
    }

    private static FileAttribute<?>[] of(Path path, String permissions) {
        return arePosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    static boolean arePosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
