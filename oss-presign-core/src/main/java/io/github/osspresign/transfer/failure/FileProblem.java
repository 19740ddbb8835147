// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Says in plain words why the system could not write a file, and which one.
 *
 * @param directory directory of the transfer, for failures without a path
 */
record FileProblem(Path directory, MessageSanitizer text) {

    /*
     * The JDK has one exception for a full disk, a read-only file system and a name that is too long; its text is that of
     * the system. While bytes are written the exception does not even have the path.
     */

    private static final String NO_SPACE = "No space left on device";
    private static final List<String> OF_DISK = List.of(NO_SPACE, "Read-only file system", "Disk quota exceeded");

    /** Returns whether the same file can be written when the operator has repaired the disk. */
    static boolean isOfDisk(IOException e) {
        return OF_DISK.stream().anyMatch(String.valueOf(e.getMessage())::contains);
    }

    String describe(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "file cannot be written: no permission for " + path(denied) + owner(denied);
        }
        if (e instanceof FileAlreadyExistsException existing) {
            return "directory cannot be created: " + path(existing) + " is a file";
        }
        if (String.valueOf(e.getMessage()).contains(NO_SPACE)) {
            return "file cannot be written: the disk of " + quoted(directory.toString()) + " is full (" + NO_SPACE
                    + ")";
        }
        boolean hasPath = e instanceof FileSystemException located && located.getFile() != null;
        return "file cannot be written: " + text.describe(e) + (hasPath ? "" : " in " + quoted(directory.toString()));
    }

    private String path(FileSystemException e) {
        return quoted(String.valueOf(e.getFile()));
    }

    /** Returns the owner of the nearest folder that exists and the user of this process, which differ after many installations. */
    private String owner(FileSystemException e) {
        try {
            Path folder = directory.getFileSystem().getPath(e.getFile());
            do {
                folder = folder.toAbsolutePath().getParent();
            } while (folder != null && !Files.isDirectory(folder));
            return folder == null
                    ? ""
                    : "; folder " + quoted(folder.toString()) + " belongs to "
                            + quoted(Files.getOwner(folder).getName()) + ", this process runs as "
                            + quoted(System.getProperty("user.name"));
        } catch (IOException | RuntimeException unknown) {
            // The owner is a hint only.
            return "";
        }
    }

    private String quoted(String value) {
        return "'" + text.cleanText(value) + "'";
    }
}
