package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedLink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Request to download the object of a link as a stream.
 *
 * @param link the link, sent byte for byte
 * @param fileName name of the object, sub-folders allowed; {@code null} for the name that the response, the key or
 *     the URL gives
 * @param listener receives the progress, on the threads that read
 * @param refresher gets a fresh link when this one expires too early, {@code null} if there is none
 * @param filter decides whether the object is downloaded
 * @param unless state in which the object is not downloaded, {@code null} to download it in any state
 */
public record StreamRequest(
        PresignedLink link,
        @Nullable String fileName,
        TransferListener listener,
        @Nullable LinkRefresher refresher,
        DownloadFilter filter,
        @Nullable ObjectState unless) {

    public StreamRequest {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(filter, "filter");
    }

    /** Creates a request without a refresher, for an object in any state. */
    public StreamRequest(PresignedLink link, @Nullable String fileName, TransferListener listener) {
        this(link, fileName, listener, null, DownloadFilter.OPEN, null);
    }
}
