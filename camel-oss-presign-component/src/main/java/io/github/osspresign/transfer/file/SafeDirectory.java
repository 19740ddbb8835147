package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.FileFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Directory that no file name leads out of. */
public record SafeDirectory(Path directory) {

    /** Control characters would split a line of a list or log. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** Returns the path of the file, and creates the folders above it, all inside the directory. */
    public Path resolve(String fileName) throws IOException {
        Path relative = relative(fileName, directory.getFileSystem());
        makeFolders(relative.getParent(), fileName);
        return directory.resolve(relative);
    }

    /** Returns a folder of this directory as a safe directory, and creates it. */
    public SafeDirectory inner(String folder) throws IOException {
        Path relative = relative(folder, directory.getFileSystem());
        makeFolders(relative, folder);
        return new SafeDirectory(directory.resolve(relative));
    }

    /** Returns whether the file exists inside the directory; symbolic links must not lead out of it. */
    boolean holdsFile(Path file) throws IOException {
        return Files.isRegularFile(file) && file.toRealPath().startsWith(directory.toRealPath());
    }

    /** Creates the folders one by one, so that nothing is created behind a symbolic link that leads out. */
    private void makeFolders(@Nullable Path relative, String name) throws IOException {
        makeDirectory(directory);
        Path root = directory.toRealPath();
        Path folder = directory;
        for (int i = 0; relative != null && i < relative.getNameCount(); i++) {
            folder = folder.resolve(relative.getName(i));
            makeDirectory(folder);
            if (!folder.toRealPath().startsWith(root)) {
                throw refused(name);
            }
        }
    }

    /**
     * Returns the name as a relative path. Slashes and backslashes separate segments.
     *
     * @throws FileFailure if the path leads out of the directory, has control characters, or ends like
     *     a part file
     */
    public static Path relative(String fileName, FileSystem fileSystem) throws FileFailure {
        Path relative = CONTROL.matcher(fileName).find() ? null : inside(fileName, fileSystem);
        if (relative == null || PartFile.hasItsName(relative.getFileName().toString())) {
            throw refused(fileName);
        }
        return relative;
    }

    private static @Nullable Path inside(String fileName, FileSystem fileSystem) {
        try {
            // Backslashes separate on every system, because Camel's file endpoints, which may get the name, treat them
            // so.
            Path path = fileSystem.getPath(fileName.replace('\\', '/')).normalize();
            boolean inside = path.getRoot() == null && !path.toString().isEmpty() && !path.startsWith("..");
            return inside ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Creates the directory and those above it, as far as they are missing, and makes their names durable. */
    private static void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            makeDirectory(parent);
        }
        try {
            Files.createDirectory(directory, Permissions.ofFolder(directory));
        } catch (FileAlreadyExistsException e) {
            // Another thread or process has created it meanwhile.
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        if (parent != null) {
            DirectoryEntries.flush(parent);
        }
    }

    private static FileFailure refused(String fileName) {
        return new FileFailure(
                "file name: must be a path inside the directory, without control characters, that does not end in"
                        + " .part or .part.json, was '{}'",
                fileName,
                false);
    }
}
