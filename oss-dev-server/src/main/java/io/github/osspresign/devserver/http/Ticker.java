// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.InterruptedIOException;
import java.time.Duration;

/** A source of time that can also sleep. */
public interface Ticker {

    /** The time of this machine. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration pause) throws InterruptedIOException {
            try {
                Thread.sleep(pause.toMillis(), pause.toNanosPart() % 1_000_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the server stops");
            }
        }
    };

    /** Returns the nanoseconds since an arbitrary point in time. */
    long nanoTime();

    void sleep(Duration pause) throws InterruptedIOException;
}
