// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

/** Progress of a transfer. */
public interface Progress {

    /** Progress of a transfer that has received nothing. */
    Progress NONE = () -> 0;

    /** Returns the number of received object bytes that are still valid, or of bytes sent by the attempt of an upload. */
    long bytes();

    /**
     * Returns a number that grows with the progress and never shrinks: received bytes including those that were
     * discarded, or for an upload the attempts. While it stays the same, an expired link is replaced only once.
     */
    default long total() {
        return bytes();
    }
}
