// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.DirectMemory;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.time.Deadline;
import java.io.IOException;
import java.io.InputStream;

/** Reads bytes of this machine to their end, as long as the transfer may continue. */
public final class LocalBytes {

    /** Takes the bytes that were read, such as a checksum. */
    @FunctionalInterface
    public interface Sink {
        /** Adds bytes. */
        void update(byte[] bytes, int offset, int count);
    }

    private LocalBytes() {}

    /**
     * Reads a stream to its end.
     *
     * @return number of bytes
     * @throws IOException if the bytes cannot be read
     * @throws PlainFailure if the transfer is cancelled or its time is over, or no direct memory is left
     */
    public static long read(InputStream in, Deadline deadline, Sink... sinks) throws IOException {
        try {
            return tryRead(in, deadline, sinks);
        } catch (OutOfMemoryError e) {
            throw DirectMemory.lacking(e);
        }
    }

    private static long tryRead(InputStream in, Deadline deadline, Sink... sinks) throws IOException {
        byte[] buffer = new byte[DirectMemory.MOST_AT_ONCE];
        long size = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (Sink sink : sinks) {
                sink.update(buffer, 0, count);
            }
            size += count;
            deadline.check();
        }
        return size;
    }
}
