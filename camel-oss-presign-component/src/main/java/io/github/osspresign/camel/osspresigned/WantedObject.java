package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.monitor.WatchedDownload;
import io.github.osspresign.download.Cancellation;
import io.github.osspresign.download.LinkRefresher;
import io.github.osspresign.download.ObjectGate;
import io.github.osspresign.download.ObjectState;
import io.github.osspresign.link.PresignedLink;
import org.jspecify.annotations.Nullable;

/**
 * An object that an exchange is to have.
 *
 * @param fileName the name that the endpoint gives, {@code null} for the remote one
 * @param watched hears how the download gets on
 * @param refresher gets a fresh link, {@code null} where none can be had
 * @param gate decides whether the object is wanted at all
 * @param unless the state in which the object is not wanted, {@code null} to have it in any
 * @param cancellation breaks the download off
 */
record WantedObject(
        PresignedLink link,
        @Nullable String fileName,
        WatchedDownload watched,
        @Nullable LinkRefresher refresher,
        ObjectGate gate,
        @Nullable ObjectState unless,
        Cancellation cancellation) {}
