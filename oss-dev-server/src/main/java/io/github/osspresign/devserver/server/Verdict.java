// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import io.github.osspresign.devserver.error.OssException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the server decides about a request that it does not run.
 *
 * @param error error of OSS, or null if the request is accepted
 * @param diagnosis sentence without secrets that says what is wrong with the request, or null
 * @param validUntil end of the signature, or null if there is none
 */
public record Verdict(
        @Nullable OssException error,
        @Nullable String diagnosis,
        @Nullable Instant validUntil) {}
