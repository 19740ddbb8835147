// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.transfer.failure.DirectMemory;
import io.github.osspresign.transfer.time.BackgroundCall;
import io.github.osspresign.transfer.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;

/**
 * Stream of the caller that another thread reads, so that the transfer waits for its bytes until its deadline or its
 * cancellation only. Used by one thread at a time, and not after a failure.
 */
public final class BackgroundStream extends InputStream {

    /*
     * Neither an interrupt nor closing the stream ends every read, and closing may wait for the reader. A read that does
     * not return is therefore left to its thread, which closes the stream afterwards. Nobody else touches it any more.
     */

    private final InputStream stream;
    private final Deadline deadline;
    private boolean abandoned;

    public BackgroundStream(InputStream stream, Deadline deadline) {
        this.stream = stream;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Reads as many bytes as are asked for, but not more than the direct memory of a thread, or until the end of the stream. */
    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int most = Math.min(count, DirectMemory.MOST_AT_ONCE);
        BackgroundCall<Integer> reading = new BackgroundCall<>(() -> stream.readNBytes(buffer, offset, most), deadline);
        try {
            reading.begin(this::closeAbandoned);
            int read = await(reading);
            return read == 0 && count > 0 ? -1 : read;
        } finally {
            abandoned = reading.abandon();
        }
    }

    private int await(BackgroundCall<Integer> reading) throws IOException {
        while (true) {
            try {
                return reading.await(deadline.cancellation());
            } catch (TimeoutException e) {
                deadline.check();
            }
        }
    }

    private void closeAbandoned() {
        try {
            stream.close();
        } catch (IOException | RuntimeException e) {
            // The transfer has failed already.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        if (!abandoned) {
            stream.close();
        }
    }
}
