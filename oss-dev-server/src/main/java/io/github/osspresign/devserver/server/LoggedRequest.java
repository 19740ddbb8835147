// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import io.github.osspresign.devserver.request.RecordedRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request in the log, and what became of it.
 *
 * @param number position in the order of all requests, from 1
 * @param errorCode error code of OSS, or null if there was no error
 * @param diagnosis sentence without secrets that says why the request was refused, or what is unsafe about it, or null
 */
public record LoggedRequest(
        long number,
        RecordedRequest request,
        Instant receivedAt,
        @Nullable String errorCode,
        @Nullable String diagnosis) {}
