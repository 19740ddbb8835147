// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

/**
 * Part that the service has stored with the bytes of this upload.
 *
 * @param number part number, 1 to 10,000
 * @param etag entity tag without quotes
 * @param crc64 CRC-64 of the bytes
 * @param size size in bytes
 * @param resumed whether an earlier upload has sent it
 */
record UploadedPart(int number, String etag, long crc64, long size, boolean resumed) {}
