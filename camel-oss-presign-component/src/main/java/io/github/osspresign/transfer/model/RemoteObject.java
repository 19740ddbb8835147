package io.github.osspresign.transfer.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service tells of an object (OSS API "GetObject"). Each text is one printable line of ASCII, 255 characters at
 * most, and none holds a signature or token of the link; what the service says otherwise is left out.
 */
public interface RemoteObject {

    /** When the object was last changed. */
    @Nullable Instant lastModified();

    /** The media type of the object. */
    @Nullable String contentType();

    /** The entity tag without quotes. */
    @Nullable String etag();

    /** The CRC-64 of the object, unsigned decimal. */
    @Nullable String crc64();

    /** The version of the object. */
    @Nullable String versionId();

    /** What the service's support asks for. */
    @Nullable String requestId();

    /**
     * The user metadata, lower-case names without {@code x-oss-meta-}; values in any writing, without control characters
     * and those that turn its direction.
     */
    Map<String, String> metadata();
}
