// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedLink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Request to upload bytes through a presigned PUT link.
 *
 * @param link link signed for PUT
 * @param content bytes to upload; a stream is first copied to a temporary file
 * @param listener receives the progress
 * @param refresher gets a fresh link when this one expires, {@code null} if there is none
 */
public record UploadRequest(
        PresignedLink link,
        UploadContent content,
        ProgressListener listener,
        @Nullable LinkRefresher refresher) {

    public UploadRequest {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(listener, "listener");
    }

    /** Creates a request for bytes that can be read again. */
    public UploadRequest(
            PresignedLink link, UploadSource source, ProgressListener listener, @Nullable LinkRefresher refresher) {
        this(link, UploadContent.of(source), listener, refresher);
    }
}
