package io.github.osspresign.transfer.model;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object that has become a file.
 *
 * @param file the finished file
 * @param length length of the file in bytes
 * @param lastModified when the object was last changed
 * @param contentType media type of the object
 * @param etag entity tag without quotes
 * @param crc64 CRC-64 of the object, unsigned decimal
 * @param versionId version of the object
 * @param requestId what the service's support asks for
 * @param metadata user metadata, lower-case names without {@code x-oss-meta-}
 * @param verified what the bytes were held against
 * @param attempts attempts that were needed, 1 where nothing went wrong
 * @param resumedBytes bytes that were there from an earlier download
 * @param duration from the call to the finished file
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

    /** Leaves out what the service could have put anything into. */
    @Override
    public String toString() {
        return "Downloaded[" + file + ", " + length + " bytes, verified by " + verified + ", " + duration + "]";
    }
}
