package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedLink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be uploaded and through which link.
 *
 * @param link a link for PUT
 * @param source the bytes
 * @param listener hears how it gets on
 * @param refresher gives a fresh link where this one has ended, {@code null} where none is to be had
 */
public record UploadRequest(
        PresignedLink link,
        UploadSource source,
        TransferListener listener,
        @Nullable LinkRefresher refresher) {

    public UploadRequest {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(listener, "progress");
    }
}
