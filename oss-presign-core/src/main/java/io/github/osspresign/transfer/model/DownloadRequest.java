// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Request to download the object of a link to a file.
 *
 * @param object the object
 * @param directory directory for the file; created if missing
 * @param folder folder inside the directory that the file must not leave; {@code null} for the directory itself
 * @param fileExist what happens if the file exists
 * @param storedAs name of the file inside the folder; {@code null} for the name of the object
 */
public record DownloadRequest(
        ObjectRequest object,
        Path directory,
        @Nullable String folder,
        FileExist fileExist,
        @Nullable String storedAs) {

    public DownloadRequest {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(fileExist, "fileExist");
    }

    /** Creates a request for a file with the name of the object. */
    public DownloadRequest(ObjectRequest object, Path directory, @Nullable String folder, FileExist fileExist) {
        this(object, directory, folder, fileExist, null);
    }

    /** Creates a request for a file in the directory itself that replaces an existing one. */
    public DownloadRequest(ObjectRequest object, Path directory) {
        this(object, directory, null, FileExist.Override);
    }
}
