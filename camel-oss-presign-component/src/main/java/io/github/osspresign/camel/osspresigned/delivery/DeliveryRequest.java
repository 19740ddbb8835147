package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.osspresigned.monitor.MonitoredDownload;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadFilter;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ObjectState;
import org.jspecify.annotations.Nullable;

/**
 * Request to deliver the object of a link to an exchange.
 *
 * @param link link to the object
 * @param fileName file name that the endpoint sets, or {@code null} for the name of the object
 * @param monitored listener that records the progress of the download
 * @param refresher returns a new link for an expired one, or {@code null} if expired links are not renewed
 * @param filter decides whether the object is downloaded
 * @param unless state in which the object is not downloaded, or {@code null} to download it in any state
 * @param cancellation cancels the download
 */
public record DeliveryRequest(
        PresignedLink link,
        @Nullable String fileName,
        MonitoredDownload monitored,
        @Nullable LinkRefresher refresher,
        DownloadFilter filter,
        @Nullable ObjectState unless,
        Cancellation cancellation) {}
