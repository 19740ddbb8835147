package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.osspresigned.monitor.MonitoredDownload;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadFilter;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ObjectState;
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
public record DeliveryRequest(
        PresignedLink link,
        @Nullable String fileName,
        MonitoredDownload watched,
        @Nullable LinkRefresher refresher,
        DownloadFilter gate,
        @Nullable ObjectState unless,
        Cancellation cancellation) {}
