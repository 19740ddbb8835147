package io.github.osspresign.download;

import io.github.osspresign.link.PresignedLink;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One link to be made a file.
 *
 * @param link the link, sent byte for byte
 * @param directory where the file goes; made if missing
 * @param fileName name inside the directory, sub-folders allowed; {@code null} for the name that the answer, the key or
 *     the URL gives
 * @param fileExist what happens when the file is there already
 * @param progress hears how far it is; on several threads, but never on two at a time
 * @param refresher gets a fresh link when this one ends too early, {@code null} where none can be had
 */
public record DownloadRequest(
        PresignedLink link,
        Path directory,
        @Nullable String fileName,
        FileExist fileExist,
        ProgressListener progress,
        @Nullable LinkRefresher refresher) {

    public DownloadRequest {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(fileExist, "fileExist");
        Objects.requireNonNull(progress, "progress");
    }

    /** A link that cannot be renewed. */
    public DownloadRequest(
            PresignedLink link,
            Path directory,
            @Nullable String fileName,
            FileExist fileExist,
            ProgressListener progress) {
        this(link, directory, fileName, fileExist, progress, null);
    }
}
