package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.FileFailure;
import io.github.osspresign.transfer.model.FileExist;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Directory that no file name leads out of.
 *
 * @param real real path of a folder when it was found to be inside the directory of the caller; {@code null} for that
 *     directory itself
 */
public record SafeDirectory(Path directory, @Nullable Path real) {

    private static final String RULE = "a path inside the directory, without control characters, that does not end in"
            + " .part or .part.json, was '{}'";

    /** Control characters would split a line of a list or log. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** Creates a safe directory from the directory of the caller, which may be a symbolic link. */
    public SafeDirectory(Path directory) {
        this(directory, null);
    }

    /** Returns the target of a file name, and creates the folders above it, all inside the directory. */
    public TargetFile target(String fileName, FileExist fileExist) throws IOException {
        Path relative = relative(fileName, directory.getFileSystem());
        Path wanted = directory.resolve(relative);
        return new TargetFile(wanted, fileExist, this, parent(wanted, relative.getParent(), fileName));
    }

    private TargetDirectory parent(Path wanted, @Nullable Path folders, String fileName) throws IOException {
        Path path = wanted.toAbsolutePath().resolveSibling("");
        if (folders == null && real == null) {
            // One look at the directory is enough: the caller is trusted with its path.
            return TargetDirectory.of(path, makeDirectory(directory));
        }
        Path inside = makeFolders(folders, fileName);
        return new TargetDirectory(path, attributes(path).fileKey(), inside);
    }

    /** Returns a folder of this directory as a safe directory, and creates it. */
    public SafeDirectory inner(String folder) throws IOException {
        Path relative = relativeFolder(folder, directory.getFileSystem());
        return new SafeDirectory(directory.resolve(relative), makeFolders(relative, folder));
    }

    /**
     * Returns whether a name refers to a file inside the directory; symbolic links must not lead out of it.
     *
     * @throws FileSystemException if the name is free, or a link that leads nowhere
     */
    boolean holdsFile(Path file) throws IOException {
        return attributes(file).isRegularFile() && file.toRealPath().startsWith(directory.toRealPath());
    }

    /**
     * Creates the folders one by one, so that nothing is created behind a symbolic link that leads out.
     *
     * @return real path of the last one
     */
    private Path makeFolders(@Nullable Path relative, String name) throws IOException {
        makeDirectory(directory);
        Path root = directory.toRealPath();
        if (real != null && !root.equals(real)) {
            throw refused(name);
        }
        Path folder = directory;
        Path inside = root;
        for (int i = 0; relative != null && i < relative.getNameCount(); i++) {
            folder = folder.resolve(relative.getName(i));
            makeDirectory(folder);
            inside = folder.toRealPath();
            if (!inside.startsWith(root)) {
                throw refused(name);
            }
        }
        return inside;
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

    /**
     * Returns the name of a folder as a relative path, as {@link #relative} does.
     *
     * @throws FileFailure if the path leads out of the directory, has control characters, or ends like a part file
     */
    public static Path relativeFolder(String folder, FileSystem fileSystem) throws FileFailure {
        try {
            return relative(folder, fileSystem);
        } catch (FileFailure e) {
            throw new FileFailure("directory: must be " + RULE, folder, false);
        }
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

    /**
     * Creates the directory and those above it, as far as they are missing, and makes their names durable.
     *
     * @return attributes of the directory
     */
    private static BasicFileAttributes makeDirectory(Path directory) throws IOException {
        BasicFileAttributes found = attributesOfDirectory(directory);
        if (found != null) {
            return found;
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
            DirectoryEntries.flush(parent, directory);
        }
        return attributes(directory);
    }

    private static @Nullable BasicFileAttributes attributesOfDirectory(Path path) {
        try {
            BasicFileAttributes found = attributes(path);
            return found.isDirectory() ? found : null;
        } catch (IOException e) {
            // What prevents the directory fails its creation, too.
            return null;
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    private static FileFailure refused(String fileName) {
        return new FileFailure("file name: must be " + RULE, fileName, false);
    }
}
