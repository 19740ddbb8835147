package io.github.osspresign.transfer.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An object that has been stored through a link.
 *
 * @param length its size in bytes
 * @param etag its entity tag without quotes
 * @param crc64 its CRC-64 as the service writes it: unsigned decimal
 * @param versionId the version that it became
 * @param requestId the request id of the service
 * @param verified what the stored bytes were held against
 * @param attempts attempts it took, 1 or more
 * @param duration from the call to the check of the answer
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
