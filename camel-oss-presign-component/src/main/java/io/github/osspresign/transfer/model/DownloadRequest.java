package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedLink;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One link to be made a file.
 *
 * @param link the link, sent byte for byte
 * @param directory where the file goes; made if missing
 * @param folder a folder inside the directory, which the file does not leave either; {@code null} for the directory
 * @param fileName name inside the folder, sub-folders allowed; {@code null} for the name that the answer, the key or
 *     the URL gives
 * @param fileExist what happens when the file is there already
 * @param listener hears how far it is; on several threads, but never on two at a time
 * @param refresher gets a fresh link when this one ends too early, {@code null} where none can be had
 * @param filter decides whether the object is downloaded at all
 * @param unless the state in which the object is not wanted, {@code null} to have it in any
 */
public record DownloadRequest(
        PresignedLink link,
        Path directory,
        @Nullable String folder,
        @Nullable String fileName,
        FileExist fileExist,
        TransferListener listener,
        @Nullable LinkRefresher refresher,
        DownloadFilter filter,
        @Nullable ObjectState unless) {

    public DownloadRequest {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(fileExist, "fileExist");
        Objects.requireNonNull(listener, "progress");
        Objects.requireNonNull(filter, "gate");
    }

    /** A request with the remote name, {@link FileExist#Override}, no listener, for a link that cannot be renewed. */
    public static Builder builder(PresignedLink link, Path directory) {
        return new Builder(link, directory);
    }

    /** Makes a request step by step; what is not set keeps its default. */
    public static final class Builder {

        private final PresignedLink link;
        private final Path directory;
        private @Nullable String folder;
        private @Nullable String fileName;
        private FileExist fileExist = FileExist.Override;
        private TransferListener listener = TransferListener.NONE;
        private @Nullable LinkRefresher refresher;
        private DownloadFilter filter = DownloadFilter.OPEN;
        private @Nullable ObjectState unless;

        private Builder(PresignedLink link, Path directory) {
            this.link = link;
            this.directory = directory;
        }

        /** The folder inside the directory, {@code null} for the directory itself. */
        public Builder folder(@Nullable String folder) {
            this.folder = folder;
            return this;
        }

        /** The name inside the folder, {@code null} for the remote one. */
        public Builder fileName(@Nullable String fileName) {
            this.fileName = fileName;
            return this;
        }

        /** What happens when the file is there already. */
        public Builder fileExist(FileExist fileExist) {
            this.fileExist = fileExist;
            return this;
        }

        /** Who hears how far it is. */
        public Builder listener(TransferListener listener) {
            this.listener = listener;
            return this;
        }

        /** Where fresh links come from, {@code null} where none can be had. */
        public Builder refresher(@Nullable LinkRefresher refresher) {
            this.refresher = refresher;
            return this;
        }

        /** What decides whether the object is downloaded at all. */
        public Builder filter(DownloadFilter filter) {
            this.filter = filter;
            return this;
        }

        /** The state in which the object is not wanted, {@code null} to have it in any. */
        public Builder unless(@Nullable ObjectState unless) {
            this.unless = unless;
            return this;
        }

        /** The request. */
        public DownloadRequest build() {
            return new DownloadRequest(
                    link, directory, folder, fileName, fileExist, listener, refresher, filter, unless);
        }
    }
}
