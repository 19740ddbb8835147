// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.listener;

import io.github.osspresign.transfer.model.VerifiedBy;

/**
 * Object that was transferred completely.
 *
 * @param fileName name of the file, or object key of an upload
 * @param length length in bytes
 * @param verified value that the content was verified with
 * @param attempts number of attempts, from 1
 * @param resumedBytes bytes that were taken from the part file of an earlier download
 */
public record TransferredObject(String fileName, long length, VerifiedBy verified, int attempts, long resumedBytes) {

    /** Returns the bytes that were transferred over the network. */
    public long transferredBytes() {
        return Math.max(0, length - resumedBytes);
    }
}
