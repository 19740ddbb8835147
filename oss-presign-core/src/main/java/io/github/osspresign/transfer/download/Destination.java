// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.transfer.attempt.TransferContext;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.Journal;
import io.github.osspresign.transfer.file.PartFile;
import io.github.osspresign.transfer.file.ReservedTarget;
import io.github.osspresign.transfer.file.SafeDirectory;
import io.github.osspresign.transfer.file.TargetFile;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.ExistingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a download goes: the directory of the request, and the target once its name is reserved. */
final class Destination {

    private final TransferContext shared;
    private final DownloadRequest request;
    private @Nullable ReservedTarget reserved;

    Destination(TransferContext shared, DownloadRequest request) {
        this.shared = shared;
        this.request = request;
    }

    Path directory() {
        return request.directory();
    }

    /** Refuses a folder outside of the directory. It is created only when there is something to write. */
    void checkFolder() throws PlainFailure {
        String folder = request.folder();
        if (folder != null) {
            SafeDirectory.relativeFolder(folder, directory().getFileSystem());
        }
    }

    boolean isReserved() {
        return reserved != null;
    }

    ReservedTarget reserved() {
        return Objects.requireNonNull(reserved);
    }

    /**
     * Decides on the name and reserves it, with the part file if there is one, unless that has been done.
     *
     * @return the existing file that is left alone, {@code null} if the name is reserved
     * @throws PlainFailure if another download has it
     */
    @Nullable ExistingFile reserve(String fileName) throws IOException {
        if (reserved != null) {
            return null;
        }
        TargetFile named = new SafeDirectory(directory())
                .target(request.folder(), fileName, request.storedAs(), request.fileExist());
        shared.deleteAbandoned(named.directory());
        Path existing = named.existing();
        if (existing != null) {
            return new ExistingFile(existing);
        }
        reserved = named.reserve();
        return null;
    }

    /** Discards the bytes. */
    void empty() throws IOException {
        if (reserved != null) {
            reserved.empty();
        }
    }

    /**
     * Gives up the name. The part file is kept for a later download if enough is received of an object that can be resumed.
     *
     * @param worthKeeping whether a later download may use the bytes
     */
    void release(boolean worthKeeping, Received received) {
        ReservedTarget open = reserved;
        reserved = null;
        if (open == null) {
            return;
        }
        try (open) {
            if (worthKeeping && received.validator() != null && received.bytes() >= PartFile.WORTH_KEEPING) {
                open.keep(new Journal(received.validator(), received.ranges().list()));
            }
        }
    }
}
