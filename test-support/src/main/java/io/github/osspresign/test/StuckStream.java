// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** Stream that blocks until it is released, and then ends. Neither an interrupt nor closing it wakes its reader. */
public final class StuckStream extends InputStream {

    public final CountDownLatch reading = new CountDownLatch(1);
    public final CountDownLatch released = new CountDownLatch(1);
    public final CountDownLatch closed = new CountDownLatch(1);
    private final Runnable atRead;

    /** @param atRead runs before the first read waits */
    public StuckStream(Runnable atRead) {
        this.atRead = atRead;
    }

    @Override
    public synchronized int read() {
        atRead.run();
        reading.countDown();
        boolean interrupted = false;
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) {
        return read();
    }

    /** Waits for the reader, as the streams of readers do. */
    @Override
    public synchronized void close() {
        closed.countDown();
    }
}
