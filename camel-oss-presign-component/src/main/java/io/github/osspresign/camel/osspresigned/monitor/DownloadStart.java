package io.github.osspresign.camel.osspresigned.monitor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A download, or an upload, that has begun.
 *
 * @param maskedUrl the link, safe to log
 * @param routeId the route that the link is used in, {@code null} outside of one
 * @param exchangeId the exchange that the link came with
 * @param startedAt when it began
 * @param linkLife how long the link will live, zero where its life has ended, {@code null} where that is not known
 */
public record DownloadStart(
        String maskedUrl,
        @Nullable String routeId,
        String exchangeId,
        Instant startedAt,
        @Nullable Duration linkLife) {}
