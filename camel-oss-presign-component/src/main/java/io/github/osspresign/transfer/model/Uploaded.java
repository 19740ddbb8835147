package io.github.osspresign.transfer.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Result of an upload.
 *
 * @param length size of the object in bytes
 * @param etag entity tag without quotes
 * @param crc64 CRC-64 of the object, unsigned decimal
 * @param versionId version of the object
 * @param requestId request id of the service, for its support
 * @param verified how the stored bytes were verified
 * @param attempts number of attempts, 1 if none has failed
 * @param duration time from the call to the verified response
 */
public record Uploaded(
        long length,
        @Nullable String etag,
        @Nullable String crc64,
        @Nullable String versionId,
        @Nullable String requestId,
        VerifiedBy verified,
        int attempts,
        Duration duration) {}
