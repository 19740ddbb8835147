package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What files and folders are made with, where the file system has permissions: the owner's, and the group may read. What
 * is behind signed links is nobody else's business, whatever the process's umask lets through.
 */
public final class Permissions {

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

    /**
     * Whether the file has the owner of one that is made now, and lets in nobody whom that would keep out.
     *
     * @param sample a free name beside the file; only one made there tells what the file system makes of permissions
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
