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

/** The directory that no file name leads out of. */
public record SafeDirectory(Path directory) {

    /** They would make two lines of one in every list and log. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** The file of that name; the folders in front of it are there afterwards, each of them inside the directory. */
    public Path resolve(String fileName, ExceptionFactory failures) throws IOException, DownloadFailedException {
        Path relative = relative(fileName, directory.getFileSystem(), failures);
        makeFolders(relative.getParent(), fileName, failures);
        return directory.resolve(relative);
    }

    /** The jail that a folder of this one is; the folder is there afterwards, inside the directory. */
    public SafeDirectory inner(String folder, ExceptionFactory failures) throws IOException, DownloadFailedException {
        Path relative = relative(folder, directory.getFileSystem(), failures);
        makeFolders(relative, folder, failures);
        return new SafeDirectory(directory.resolve(relative));
    }

    /** Whether there is a file of that name, itself or behind symbolic links that do not lead out of the directory. */
    boolean holdsFile(Path file) throws IOException {
        return Files.isRegularFile(file) && file.toRealPath().startsWith(directory.toRealPath());
    }

    /** Segment by segment, so that nothing is made behind a symbolic link that leads out. */
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

    /** The name, of segments between slashes or backslashes, as a path that leads out of no directory, to no part file. */
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
            // On every system, since Camel's file endpoints, which the name may get to, read it so on every system.
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
            // Somebody else was faster, which is as good.
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    private static DownloadFailedException refused(String fileName, ExceptionFactory failures) {
        return failures.failed(
                "file name",
                "a path inside the directory, without control characters, that does not end like a part file",
                "'" + failures.clean(fileName) + "'",
                failures.beforeResponse());
    }
}
