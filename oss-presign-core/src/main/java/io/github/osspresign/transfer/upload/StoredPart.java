// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import org.jspecify.annotations.Nullable;

/**
 * Part of a multipart upload that the service has stored.
 *
 * @param number part number, 1 to 10,000
 * @param etag entity tag without quotes
 * @param size size in bytes
 * @param crc64 CRC-64 in unsigned decimal, {@code null} if the service did not list it
 */
record StoredPart(
        int number, String etag, long size, @Nullable String crc64) {}
