package io.github.osspresign.camel.presign.listing;

import org.jspecify.annotations.Nullable;

/**
 * What the service has said about an object, for whoever downloads it to check against.
 *
 * @param size bytes
 * @param etag the entity tag without quotes
 * @param crc64 as the service writes it: unsigned decimal
 * @param versionId the version that these are of
 */
public record ObjectFacts(
        @Nullable Long size,
        @Nullable String etag,
        @Nullable String crc64,
        @Nullable String versionId) {

    /** Nothing has been asked. */
    public static final ObjectFacts NONE = new ObjectFacts(null, null, null);

    /** Facts of an object whose version is not known. */
    ObjectFacts(@Nullable Long size, @Nullable String etag, @Nullable String crc64) {
        this(size, etag, crc64, null);
    }
}
