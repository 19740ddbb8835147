package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedLink;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Request to download the object of a link to a file.
 *
 * @param link the link, sent byte for byte
 * @param directory directory for the file; created if missing
 * @param folder folder inside the directory that the file must not leave; {@code null} for the directory itself
 * @param fileName name inside the folder, sub-folders allowed; {@code null} for the name that the response, the key
 *     or the URL gives
 * @param fileExist what happens if the file exists
 * @param listener receives the progress; called on several threads, but by one at a time
 * @param refresher gets a fresh link when this one expires too early, {@code null} if there is none
 * @param filter decides whether the object is downloaded
 * @param unless state in which the object is not downloaded, {@code null} to download it in any state
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
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(filter, "filter");
    }

    /** Returns a builder with the remote name, {@link FileExist#Override}, no listener and no refresher. */
    public static Builder builder(PresignedLink link, Path directory) {
        return new Builder(link, directory);
    }

    /** Builder of a request; a property that is not set keeps its default. */
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

        /** Sets the folder inside the directory, {@code null} for the directory itself. */
        public Builder folder(@Nullable String folder) {
            this.folder = folder;
            return this;
        }

        /** Sets the name inside the folder, {@code null} for the remote name. */
        public Builder fileName(@Nullable String fileName) {
            this.fileName = fileName;
            return this;
        }

        /** Sets what happens if the file exists. */
        public Builder fileExist(FileExist fileExist) {
            this.fileExist = fileExist;
            return this;
        }

        /** Sets the listener that receives the progress. */
        public Builder listener(TransferListener listener) {
            this.listener = listener;
            return this;
        }

        /** Sets the source of fresh links, {@code null} for none. */
        public Builder refresher(@Nullable LinkRefresher refresher) {
            this.refresher = refresher;
            return this;
        }

        /** Sets the filter that decides whether the object is downloaded. */
        public Builder filter(DownloadFilter filter) {
            this.filter = filter;
            return this;
        }

        /** Sets the state in which the object is not downloaded, {@code null} for none. */
        public Builder unless(@Nullable ObjectState unless) {
            this.unless = unless;
            return this;
        }

        /** Builds the request. */
        public DownloadRequest build() {
            return new DownloadRequest(
                    link, directory, folder, fileName, fileExist, listener, refresher, filter, unless);
        }
    }
}
