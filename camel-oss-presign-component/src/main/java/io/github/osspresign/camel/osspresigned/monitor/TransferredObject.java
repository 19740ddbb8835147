// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.VerifiedBy;
import org.apache.camel.util.FileUtil;

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

    static TransferredObject of(Downloaded object) {
        return new TransferredObject(
                FileUtil.stripPath(object.fileName()),
                object.length(),
                object.verified(),
                object.attempts(),
                object.resumedBytes());
    }

    /** Returns the bytes that were transferred over the network. */
    public long transferredBytes() {
        return Math.max(0, length - resumedBytes);
    }
}
