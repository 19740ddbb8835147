package io.github.osspresign.transfer.model;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Result of a download to a file.
 *
 * @param file the finished file
 * @param length length of the file in bytes
 * @param lastModified when the object was last changed
 * @param contentType media type of the object
 * @param etag entity tag without quotes
 * @param crc64 CRC-64 of the object, unsigned decimal
 * @param versionId version of the object
 * @param requestId request id of the service, for its support
 * @param metadata user metadata, lower-case names without {@code x-oss-meta-}
 * @param verified how the bytes were verified
 * @param attempts number of attempts, 1 if none has failed
 * @param resumedBytes bytes taken over from an earlier download
 * @param duration time from the call to the finished file
 */
public record Downloaded(
        Path file,
        long length,
        @Nullable Instant lastModified,
        @Nullable String contentType,
        @Nullable String etag,
        @Nullable String crc64,
        @Nullable String versionId,
        @Nullable String requestId,
        Map<String, String> metadata,
        VerifiedBy verified,
        int attempts,
        long resumedBytes,
        Duration duration)
        implements DownloadResult, RemoteObject {

    public Downloaded {
        metadata = Map.copyOf(metadata);
    }

    /** Omits the values that the service controls. */
    @Override
    public String toString() {
        return "Downloaded[" + file + ", " + length + " bytes, verified by " + verified + ", " + duration + "]";
    }
}
