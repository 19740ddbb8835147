package io.github.osspresign.devserver.http;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Time that passes, and the way to let it pass. */
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

    /** Returns nanoseconds since any moment. */
    long nanoTime();

    void sleep(Duration pause) throws InterruptedIOException;
}
