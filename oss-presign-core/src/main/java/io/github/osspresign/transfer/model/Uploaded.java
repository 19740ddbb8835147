// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.time.Duration;

/**
 * Result of an upload.
 *
 * @param object the stored object
 * @param verified how the stored bytes were verified
 * @param attempts number of attempts, 1 if none has failed; of an upload in parts, 1 and each further attempt of a request
 * @param duration time from the call to the verified response
 * @param resumedBytes number of bytes that an earlier upload had sent already; 0 unless the upload is in parts
 */
public record Uploaded(RemoteObject object, VerifiedBy verified, int attempts, Duration duration, long resumedBytes) {}
