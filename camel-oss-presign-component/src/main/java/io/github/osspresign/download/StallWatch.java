package io.github.osspresign.download;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Breaks a request off when the service takes no bytes any more: a write to a socket knows no time limit of its own. */
final class StallWatch implements AutoCloseable {

    private final Calls calls;
    private final Executor later;
    /** Odd while bytes are being written. */
    private volatile long step;

    private volatile boolean over;
    private volatile boolean stalled;

    StallWatch(Engine engine, Calls calls) {
        this.calls = calls;
        this.later = CompletableFuture.delayedExecutor(
                engine.options().stallTimeout().toMillis(), TimeUnit.MILLISECONDS, engine.workers());
    }

    void begin() {
        later.execute(() -> look(0));
    }

    /** Writes them while it is watched; only one thread may. */
    void write(OutputStream out, byte[] bytes, int length) throws IOException {
        long before = step;
        step = before + 1;
        out.write(bytes, 0, length);
        // What stays in a buffer would be written later, unwatched.
        out.flush();
        step = before + 2;
    }

    /** Whether that is why the request broke off. */
    boolean stalled() {
        return stalled;
    }

    private void look(long seen) {
        long now = step;
        if (over) {
            return;
        }
        if (now == seen && now % 2 == 1) {
            stalled = true;
            calls.breakOff();
        } else {
            later.execute(() -> look(now));
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
