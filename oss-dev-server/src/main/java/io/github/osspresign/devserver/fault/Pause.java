package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.http.Ticker;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Silence in the middle of an answer. */
final class Pause {

    private Pause() {}

    /** Sends what is buffered and waits. */
    static void between(OutputStream out, Duration pause) throws IOException {
        out.flush();
        Ticker.SYSTEM.sleep(pause);
    }
}
