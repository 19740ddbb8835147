package io.github.osspresign.transfer.file;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
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
    public Path resolve(String fileName, ExceptionFactory failures) throws IOException, DownloadFailedException {
        Path relative = relative(fileName, directory.getFileSystem(), failures);
        makeFolders(relative.getParent(), fileName, failures);
        return directory.resolve(relative);
    }

    /** Returns a folder of this directory as a safe directory, and creates it. */
    public SafeDirectory inner(String folder, ExceptionFactory failures) throws IOException, DownloadFailedException {
        Path relative = relative(folder, directory.getFileSystem(), failures);
        makeFolders(relative, folder, failures);
        return new SafeDirectory(directory.resolve(relative));
    }

    /** Returns whether the file exists inside the directory; symbolic links must not lead out of it. */
    boolean holdsFile(Path file) throws IOException {
        return Files.isRegularFile(file) && file.toRealPath().startsWith(directory.toRealPath());
    }

    /** Creates the folders one by one, so that nothing is created behind a symbolic link that leads out. */
    private void makeFolders(@Nullable Path relative, String name, ExceptionFactory failures)
            throws IOException, DownloadFailedException {
        makeDirectory(directory);
        Path root = directory.toRealPath();
        Path folder = directory;
        for (int i = 0; relative != null && i < relative.getNameCount(); i++) {
            folder = folder.resolve(relative.getName(i));
            makeDirectory(folder);
            if (!folder.toRealPath().startsWith(root)) {
                throw refused(name, failures);
            }
        }
    }

    /**
     * Returns the name as a relative path. Slashes and backslashes separate segments.
     *
     * @throws DownloadFailedException if the path leads out of the directory, has control characters, or ends like
     *     a part file
     */
    public static Path relative(String fileName, FileSystem fileSystem, ExceptionFactory failures)
            throws DownloadFailedException {
        Path relative = CONTROL.matcher(fileName).find() ? null : inside(fileName, fileSystem);
        if (relative == null || PartFile.hasItsName(relative.getFileName().toString())) {
            throw refused(fileName, failures);
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

    private static void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectories(directory, Permissions.ofFolder(directory));
        } catch (FileAlreadyExistsException e) {
            // Another thread or process has created it meanwhile.
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    private static DownloadFailedException refused(String fileName, ExceptionFactory failures) {
        return failures.failed(
                "file name: must be a path inside the directory, without control characters, that does not end in"
                        + " .part or .part.json, was '" + failures.clean(fileName) + "'",
                failures.beforeResponse());
    }
}
