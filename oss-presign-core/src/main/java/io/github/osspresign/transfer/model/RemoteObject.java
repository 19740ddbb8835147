// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of an object as the service returns it (OSS API "GetObject"). Each text is one line of at most 255 printable
 * ASCII characters without a signature or token of the link; other values are omitted.
 */
public interface RemoteObject {

    /** Returns the length in bytes, -1 if it is unknown. */
    long length();

    /** Returns the time of the last change. */
    @Nullable Instant lastModified();

    /** Returns the media type of the object. */
    @Nullable String contentType();

    /** Returns the entity tag without quotes. */
    @Nullable String etag();

    /** Returns the CRC-64 of the object, unsigned decimal. */
    @Nullable String crc64();

    /** Returns the version of the object. */
    @Nullable String versionId();

    /** Returns the request id of the service, for its support. */
    @Nullable String requestId();

    /**
     * Returns the user metadata. Names are in lower case without {@code x-oss-meta-}; values may contain any character
     * except control characters and those that change the direction of text.
     */
    Map<String, String> metadata();
}
