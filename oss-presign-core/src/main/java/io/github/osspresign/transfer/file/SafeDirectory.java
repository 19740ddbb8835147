// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.error.text.FileNameEncoding;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.FileExist;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Directory that no file name leads out of.
 *
 * @param directory directory of the caller, which may be a symbolic link
 */
public record SafeDirectory(Path directory) {

    private static final String FILE_NAME = "file name";
    private static final String FOLDER = "directory";

    private static final String RULE = "a path inside the directory, without control characters, that does not end in"
            + " .part or .part.json, was '{}'";

    /** Control characters would split a line of a list or log. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /**
     * Returns the target of an object, and creates the folders above it, all inside the directory.
     *
     * @param folder folder inside the directory that the file must not leave, {@code null} for the directory itself
     * @param name name of the object
     * @param storedAs name of the file, {@code null} for that of the object
     */
    public TargetFile target(@Nullable String folder, String name, @Nullable String storedAs, FileExist fileExist)
            throws IOException {
        FileSystem fileSystem = directory.getFileSystem();
        String inside = relative(name);
        Path relative = path(FILE_NAME, storedAs == null ? inside : relative(storedAs), fileSystem);
        Path inner = folder == null ? null : relativeFolder(folder, fileSystem);
        Path jail = inner == null ? directory : directory.resolve(inner);
        Path wanted = jail.resolve(relative);
        Path path = wanted.toAbsolutePath().resolveSibling("");
        BasicFileAttributes found = makeDirectory(directory);
        if (inner == null && relative.getParent() == null) {
            // One look at the directory is enough: the caller is trusted with its path.
            return new TargetFile(inside, wanted, fileExist, jail, TargetDirectory.of(path, found));
        }
        Path real = makeFolders(directory, directory.toRealPath(), inner, String.valueOf(folder));
        Path parent = makeFolders(jail, real, relative.getParent(), name);
        TargetDirectory last = new TargetDirectory(path, attributes(path).fileKey(), parent);
        return new TargetFile(inside, wanted, fileExist, jail, last);
    }

    /**
     * Creates the folders one by one, so that nothing is created behind a symbolic link that leads out.
     *
     * @param root real path of the base
     * @return real path of the last one
     */
    private static Path makeFolders(Path base, Path root, @Nullable Path relative, String name) throws IOException {
        Path folder = base;
        Path inside = root;
        for (int i = 0; relative != null && i < relative.getNameCount(); i++) {
            folder = folder.resolve(relative.getName(i));
            makeDirectory(folder);
            inside = folder.toRealPath();
            if (!inside.startsWith(root)) {
                throw refused(FILE_NAME, name);
            }
        }
        return inside;
    }

    /**
     * Returns the name as a relative path with slashes. Slashes and backslashes separate segments.
     *
     * @throws PlainFailure if the path leads out of the directory, has control characters, or ends like a part file
     */
    public static String relative(String fileName) throws PlainFailure {
        return relative(FILE_NAME, fileName);
    }

    /**
     * Returns the name of a folder as a relative path, as {@link #relative} does.
     *
     * @throws PlainFailure if the path leads out of the directory, has control characters, or ends like a part file, or
     *     if the file system cannot have such a name
     */
    public static Path relativeFolder(String folder, FileSystem fileSystem) throws PlainFailure {
        return path(FOLDER, relative(FOLDER, folder), fileSystem);
    }

    private static String relative(String what, String name) throws PlainFailure {
        // Backslashes separate on every system, because Camel's file endpoints, which may get the name, treat them so.
        String slashed = name.replace('\\', '/');
        Deque<String> inside = new ArrayDeque<>();
        // On Windows, a colon follows a drive.
        boolean leadsOut = slashed.startsWith("/") || (File.separatorChar == '\\' && name.indexOf(':') >= 0);
        for (String segment : slashed.split("/", -1)) {
            if (segment.equals("..")) {
                leadsOut |= inside.pollLast() == null;
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                inside.addLast(segment);
            }
        }
        if (leadsOut
                || inside.isEmpty()
                || PartFile.hasItsName(inside.getLast())
                || CONTROL.matcher(name).find()) {
            throw refused(what, name);
        }
        return String.join("/", inside);
    }

    private static Path path(String what, String relative, FileSystem fileSystem) throws PlainFailure {
        try {
            return fileSystem.getPath(relative);
        } catch (InvalidPathException e) {
            throw new PlainFailure(what + " '{}' " + FileNameEncoding.problem(e), relative, false);
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

    private static PlainFailure refused(String what, String name) {
        return new PlainFailure(what + ": must be " + RULE, name, false);
    }
}
