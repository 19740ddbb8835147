package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedLink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One link to be made a stream.
 *
 * @param link the link, sent byte for byte
 * @param fileName name of the object, sub-folders allowed; {@code null} for the name that the answer, the key or the URL
 *     gives
 * @param listener hears how far it is, on the threads that read
 * @param refresher gets a fresh link when this one ends too early, {@code null} where none can be had
 * @param filter decides whether the object is wanted at all
 * @param unless the state in which the object is not wanted, {@code null} to have it in any
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
        Objects.requireNonNull(listener, "progress");
        Objects.requireNonNull(filter, "gate");
    }

    /** A link that cannot be renewed, to an object that is wanted in any state. */
    public StreamRequest(PresignedLink link, @Nullable String fileName, TransferListener listener) {
        this(link, fileName, listener, null, DownloadFilter.OPEN, null);
    }
}
