// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.FileExist;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Target of a download, with the handling of an existing file.
 *
 * @param name name of the object, a relative path with slashes
 * @param wanted path of the file
 * @param jail directory that the file must not leave
 * @param parent directory of the file, as it was when its name was chosen
 */
public record TargetFile(String name, Path wanted, FileExist fileExist, Path jail, TargetDirectory parent) {

    /** Last number that {@link FileExist#TryRename} tries. */
    private static final int LAST_NUMBER = 9999;

    /** Maximum number of times that a name is taken and free again while a file is published. */
    private static final int MOST_TRIES = 100;

    /** Returns the name of the object that is published as a file, which has a number if the name was taken. */
    public String nameOf(Path published) {
        return published.equals(wanted) ? name : name.substring(0, name.lastIndexOf('/') + 1) + published.getFileName();
    }

    public Path directory() {
        return parent.path();
    }

    /**
     * Returns the existing file if it is to be left alone, {@code null} if the download may continue.
     *
     * @throws PlainFailure if the name is taken by something that may not be replaced or passed on
     */
    public @Nullable Path existing() throws IOException {
        if (fileExist == FileExist.Ignore) {
            return isFile() ? wanted : null;
        }
        boolean taken =
                fileExist == FileExist.Override ? Presence.of(wanted) : fileExist == FileExist.Fail && isTaken(wanted);
        if (taken && (fileExist == FileExist.Fail || Files.isDirectory(wanted, LinkOption.NOFOLLOW_LINKS))) {
            throw taken();
        }
        return null;
    }

    /**
     * Returns whether the name refers to a file. It is free if the file is taken away meanwhile.
     *
     * @throws PlainFailure if it refers to something else, such as a dangling link, which may be waiting for its file
     */
    private boolean isFile() throws IOException {
        try {
            // A symbolic link must not lead out of the directory.
            if (Files.readAttributes(wanted, BasicFileAttributes.class).isRegularFile()
                    && wanted.toRealPath().startsWith(jail.toRealPath())) {
                return true;
            }
        } catch (FileSystemException e) {
            if (!Files.isSymbolicLink(wanted)) {
                return false;
            }
        }
        throw new PlainFailure(
                "existing name '{}' is not a file inside the directory (fileExist=Ignore)", wanted, false);
    }

    /**
     * Reserves the name of the target for this download, with {@link FileExist#TryRename} the first free name.
     *
     * @throws PlainFailure if another download has it
     */
    public ReservedTarget reserve() throws IOException {
        ReservedTarget reserved = firstFree(candidate -> ReservedTarget.tryReserve(this, candidate));
        if (reserved == null) {
            throw inUse();
        }
        return reserved;
    }

    /** Opens the part file of the first free name that no other download has, {@code null} if there is none. */
    @Nullable PartFile openFirstFree() throws IOException {
        return firstFree(candidate -> PartFile.tryOpen(candidate, parent));
    }

    private interface Step<T> {
        @Nullable T of(Path candidate) throws IOException;
    }

    private <T> @Nullable T firstFree(Step<T> step) throws IOException {
        int last = fileExist == FileExist.TryRename ? LAST_NUMBER : 0;
        for (int number = 0; number <= last; number++) {
            Path candidate = numbered(number);
            boolean free = fileExist != FileExist.TryRename || !isTaken(candidate);
            T result = free ? step.of(candidate) : null;
            if (result != null) {
                return result;
            }
        }
        return null;
    }

    /**
     * Publishes a complete file under the name of the target, and makes the name last.
     *
     * @return the file, {@code null} if one appeared meanwhile that is to be left alone
     */
    @Nullable Path publish(UnpublishedFile file) throws IOException {
        Path published = rename(file);
        if (published != null) {
            DirectoryEntries.flush(directory(), published);
        }
        return published;
    }

    private @Nullable Path rename(UnpublishedFile file) throws IOException {
        if (fileExist == FileExist.Override) {
            file.replace(wanted);
            return wanted;
        }
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Path published = firstFree(candidate -> file.publishAs(candidate) ? candidate : null);
            if (published != null) {
                return published;
            }
            if (fileExist == FileExist.Ignore && isFile()) {
                return null;
            }
            if (fileExist != FileExist.Ignore && isTaken(wanted)) {
                throw taken();
            }
        }
        throw inUse();
    }

    /** Creates the failure of a name that another download is writing to. */
    PlainFailure inUse() {
        return new PlainFailure("part file is in use by another download to '{}'", wanted, true);
    }

    private Path numbered(int number) {
        return number == 0
                ? wanted
                : wanted.resolveSibling(FileName.numbered(wanted.getFileName().toString(), number));
    }

    private PlainFailure taken() {
        return Files.isDirectory(wanted, LinkOption.NOFOLLOW_LINKS)
                ? new PlainFailure("file name: must not be that of a directory, was '{}'", wanted, false)
                : new PlainFailure("file '{}' exists already (fileExist=" + fileExist + ")", wanted, false);
    }

    private static boolean isTaken(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
