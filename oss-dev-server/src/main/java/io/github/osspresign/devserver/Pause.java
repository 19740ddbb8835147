package io.github.osspresign.devserver;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;

/** Silence in the middle of an answer. */
final class Pause {

    private Pause() {}

    /** Sends what is buffered and waits. */
    static void between(OutputStream out, Duration pause) throws IOException {
        out.flush();
        try {
            Thread.sleep(pause.toMillis(), pause.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        }
    }
}
