package io.github.osspresign.transfer.file;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.model.FileExist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that a download is to become, and what holds when there is one of that name.
 *
 * @param safeDirectory the directory that the file is in, or below
 */
public record TargetFile(Path wanted, FileExist fileExist, SafeDirectory safeDirectory) {

    /** Who has that many files of one name will not find the right one anyway. */
    private static final int LAST_NUMBER = 9999;

    public Path directory() {
        return wanted.toAbsolutePath().resolveSibling("");
    }

    /**
     * The file that is there and is to be left alone, {@code null} where the way is free.
     *
     * @throws DownloadFailedException where the name is taken by something that may not be replaced, or not be handed on
     */
    public @Nullable Path existing(ExceptionFactory failures, FailureContext context) throws IOException {
        boolean taken = fileExist == FileExist.Override
                ? Presence.of(wanted)
                : fileExist != FileExist.TryRename && isTaken(wanted);
        if (taken && fileExist == FileExist.Ignore) {
            requireFile(failures, context);
            return wanted;
        }
        if (taken && (fileExist == FileExist.Fail || Files.isDirectory(wanted, LinkOption.NOFOLLOW_LINKS))) {
            throw taken(failures, context);
        }
        return null;
    }

    /** A link to nothing is not replaced either: it may be there for the file to come. */
    private void requireFile(ExceptionFactory failures, FailureContext context) throws IOException {
        if (!safeDirectory.holdsFile(wanted)) {
            throw failures.failed(
                    "file",
                    "a file inside the directory to leave alone (fileExist=Ignore)",
                    "something else at '" + failures.clean(wanted.toString()) + "'",
                    context);
        }
    }

    /**
     * Opens the part file, with {@link FileExist#TryRename} that of the first free name.
     *
     * @return {@code null} if another download of this process is writing it
     * @throws DownloadFailedException if another process is writing it
     */
    public @Nullable PartFile openPart(ExceptionFactory failures, FailureContext context) throws IOException {
        boolean busy = PartFile.isInUseHere(wanted);
        int last = fileExist == FileExist.TryRename ? LAST_NUMBER : 0;
        for (int number = 0; number <= last; number++) {
            Path candidate = numbered(number);
            boolean free = fileExist != FileExist.TryRename || !isTaken(candidate);
            PartFile part = free ? PartFile.tryOpen(candidate) : null;
            if (part != null) {
                return part;
            }
        }
        if (busy || PartFile.isInUseHere(wanted)) {
            return null;
        }
        throw new DownloadFailedException(
                "part file",
                "to be free",
                "in use by another process that downloads to '" + failures.clean(wanted.toString()) + "'",
                true,
                context,
                null);
    }

    /**
     * Gives the finished part file its name.
     *
     * @return the file, {@code null} where one came up meanwhile that is to be left alone
     */
    public @Nullable Path publish(PartFile part, ExceptionFactory failures, FailureContext context) throws IOException {
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
            requireFile(failures, context);
            return null;
        }
        throw taken(failures, context);
    }

    private Path numbered(int number) {
        return number == 0
                ? wanted
                : wanted.resolveSibling(FileName.numbered(wanted.getFileName().toString(), number));
    }

    private DownloadFailedException taken(ExceptionFactory failures, FailureContext context) {
        return failures.failed(
                "file",
                "a name that is free (fileExist=" + fileExist + ")",
                "'" + failures.clean(wanted.toString()) + "', which exists",
                context);
    }

    private static boolean isTaken(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
