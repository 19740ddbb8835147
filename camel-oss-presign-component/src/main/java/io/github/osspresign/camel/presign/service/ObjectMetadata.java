// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.service;

import org.jspecify.annotations.Nullable;

/**
 * Metadata of an object that its link carries, so that a download can be verified.
 *
 * @param size size in bytes
 * @param etag entity tag without quotes
 * @param crc64 CRC-64 as an unsigned decimal number
 * @param versionId version that the other values belong to
 */
public record ObjectMetadata(
        @Nullable Long size,
        @Nullable String etag,
        @Nullable String crc64,
        @Nullable String versionId) {

    /** No metadata. */
    public static final ObjectMetadata NONE = new ObjectMetadata(null, null, null);

    /** Creates metadata of an object whose version is unknown. */
    ObjectMetadata(@Nullable Long size, @Nullable String etag, @Nullable String crc64) {
        this(size, etag, crc64, null);
    }
}
