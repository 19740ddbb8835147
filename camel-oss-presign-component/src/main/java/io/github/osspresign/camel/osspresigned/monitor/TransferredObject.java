package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.VerifiedBy;

/**
 * What is known of an object that has gone over the wire.
 *
 * @param fileName name of the file, or whatever the object is called
 * @param length its length in bytes
 * @param verified what the bytes were held against
 * @param attempts attempts that were needed, 1 where nothing went wrong
 * @param resumedBytes bytes that were there from an earlier download
 */
public record TransferredObject(String fileName, long length, VerifiedBy verified, int attempts, long resumedBytes) {

    static TransferredObject of(Downloaded object) {
        return new TransferredObject(
                String.valueOf(object.file().getFileName()),
                object.length(),
                object.verified(),
                object.attempts(),
                object.resumedBytes());
    }

    /** Bytes that went over the wire. */
    public long transferredBytes() {
        return Math.max(0, length - resumedBytes);
    }
}
