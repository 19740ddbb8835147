// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.listener;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Start of a transfer, which is a download or an upload.
 *
 * @param maskedUrl URL of the link without its signature, safe to log
 * @param routeId ID of the route that uses the link, or {@code null} outside of a route
 * @param exchangeId ID of the exchange
 * @param startedAt start time
 * @param linkLife remaining lifetime of the link, zero if it has expired, or {@code null} if it is unknown
 */
public record TransferStart(
        String maskedUrl,
        @Nullable String routeId,
        String exchangeId,
        Instant startedAt,
        @Nullable Duration linkLife) {}
