package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.FileFailure;
import io.github.osspresign.transfer.model.FileExist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Target of a download, with the handling of an existing file.
 *
 * @param safeDirectory directory that the file must not leave
 */
public record TargetFile(Path wanted, FileExist fileExist, SafeDirectory safeDirectory) {

    /** Last number that {@link FileExist#TryRename} tries. */
    private static final int LAST_NUMBER = 9999;

    /** Returns the directory of the file. */
    public Path directory() {
        return wanted.toAbsolutePath().resolveSibling("");
    }

    /**
     * Returns the existing file if it is to be left alone, {@code null} if the download may continue.
     *
     * @throws FileFailure if the name is taken by something that may not be replaced or passed on
     */
    public @Nullable Path existing() throws IOException {
        boolean taken = fileExist == FileExist.Override
                ? Presence.of(wanted)
                : fileExist != FileExist.TryRename && isTaken(wanted);
        if (taken && fileExist == FileExist.Ignore) {
            requireFile();
            return wanted;
        }
        if (taken && (fileExist == FileExist.Fail || Files.isDirectory(wanted, LinkOption.NOFOLLOW_LINKS))) {
            throw taken();
        }
        return null;
    }

    /** Checks that the name refers to a file. A dangling link is not replaced: it may be waiting for its file. */
    private void requireFile() throws IOException {
        if (!safeDirectory.holdsFile(wanted)) {
            throw new FileFailure(
                    "existing name '{}' is not a file inside the directory (fileExist=Ignore)", wanted, false);
        }
    }

    /**
     * Opens the part file of the target, with {@link FileExist#TryRename} of the first free name.
     *
     * @return {@code null} if another download of this process is writing it
     * @throws FileFailure if another process is writing it, or a download further up in this thread
     */
    public @Nullable PartFile openPart() throws IOException {
        PartFile part = openFirstFree();
        if (part == null && !PartFile.isInUseByAnotherThread(wanted)) {
            // The download that was writing it may have ended since.
            part = openFirstFree();
            if (part == null && !PartFile.isInUseByAnotherThread(wanted)) {
                throw new FileFailure("part file is in use by another download to '{}'", wanted, true);
            }
        }
        return part;
    }

    private @Nullable PartFile openFirstFree() throws IOException {
        int last = fileExist == FileExist.TryRename ? LAST_NUMBER : 0;
        for (int number = 0; number <= last; number++) {
            Path candidate = numbered(number);
            boolean free = fileExist != FileExist.TryRename || !isTaken(candidate);
            PartFile part = free ? PartFile.tryOpen(candidate) : null;
            if (part != null) {
                return part;
            }
        }
        return null;
    }

    /**
     * Publishes the complete part file under its name.
     *
     * @return the file, {@code null} if one appeared meanwhile that is to be left alone
     */
    public @Nullable Path publish(PartFile part) throws IOException {
        if (fileExist == FileExist.Override) {
            part.replace(wanted);
            return wanted;
        }
        int last = fileExist == FileExist.TryRename ? LAST_NUMBER : 0;
        for (int number = 0; number <= last; number++) {
            Path candidate = numbered(number);
            if (part.publishAs(candidate)) {
                return candidate;
            }
        }
        if (fileExist == FileExist.Ignore) {
            requireFile();
            return null;
        }
        throw taken();
    }

    private Path numbered(int number) {
        return number == 0
                ? wanted
                : wanted.resolveSibling(FileName.numbered(wanted.getFileName().toString(), number));
    }

    private FileFailure taken() {
        return new FileFailure("file '{}' exists already (fileExist=" + fileExist + ")", wanted, false);
    }

    private static boolean isTaken(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
