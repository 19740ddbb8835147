// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Request to download the object of a link to a file. */
public final class DownloadRequest {

    private final ObjectRequest object;
    private final Path directory;
    private final @Nullable String folder;
    private final FileExist fileExist;
    private final @Nullable String storedAs;

    private DownloadRequest(Builder builder) {
        this.object = builder.object;
        this.directory = builder.directory;
        this.folder = builder.folder;
        this.fileExist = builder.fileExist;
        this.storedAs = builder.storedAs;
    }

    /** Returns a request for a file in the directory, with the name of the object, that replaces an existing one. */
    public static DownloadRequest of(ObjectRequest object, Path directory) {
        return builder(object, directory).build();
    }

    /** Returns a builder of a request like that of {@link #of}. */
    public static Builder builder(ObjectRequest object, Path directory) {
        return new Builder(object, directory);
    }

    /** Returns the object. */
    public ObjectRequest object() {
        return object;
    }

    /** Returns the directory for the file; created if missing. */
    public Path directory() {
        return directory;
    }

    /** Returns the folder inside the directory, {@code null} for the directory itself. */
    public @Nullable String folder() {
        return folder;
    }

    /** Returns what happens if the file exists. */
    public FileExist fileExist() {
        return fileExist;
    }

    /** Returns the name of the file inside the folder, {@code null} for the name of the object. */
    public @Nullable String storedAs() {
        return storedAs;
    }

    /** Returns the masked link and the directory. */
    @Override
    public String toString() {
        return "DownloadRequest[" + object.link() + ", " + directory + "]";
    }

    /** Builder of a request; a property that is not set keeps its default. */
    public static final class Builder {

        private final ObjectRequest object;
        private final Path directory;
        private @Nullable String folder;
        private FileExist fileExist = FileExist.Override;
        private @Nullable String storedAs;

        private Builder(ObjectRequest object, Path directory) {
            this.object = Objects.requireNonNull(object, "object");
            this.directory = Objects.requireNonNull(directory, "directory");
        }

        /** Sets the folder inside the directory that the file must not leave, {@code null} for the directory itself. */
        public Builder folder(@Nullable String folder) {
            this.folder = folder;
            return this;
        }

        /** Sets what happens if the file exists. */
        public Builder fileExist(FileExist fileExist) {
            this.fileExist = Objects.requireNonNull(fileExist, "fileExist");
            return this;
        }

        /** Sets the name of the file inside the folder, {@code null} for the name of the object. */
        public Builder storedAs(@Nullable String storedAs) {
            this.storedAs = storedAs;
            return this;
        }

        /** Builds the request. */
        public DownloadRequest build() {
            return new DownloadRequest(this);
        }
    }
}
