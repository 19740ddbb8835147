package io.github.osspresign.transfer.http;

import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadOptions;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a request off when one of its steps takes too long, when the time of the whole transfer is over, when that is
 * cancelled, and when the thread that waits for the service is interrupted.
 */
public final class StepTimeout implements AutoCloseable, Cancellable {

    /*
     * A socket's own time limit begins anew with each byte, and a write knows none at all. So a service that lets a
     * byte drip in now and then could hold a handshake, a head, the line before a chunk or a record of TLS for ever. What
     * is expected here is a whole step, whatever bytes of it come. Nor does an interrupt end a read or a write; what ends
     * them is that the socket is closed.
     */

    private static final long NOTHING = Long.MAX_VALUE;

    private final DownloadOptions options;
    private final Scheduling scheduling;
    private final Deadline deadline;
    private final Cancellation attempt;
    private final Runnable cancelling = this::cancel;
    private final long shortestStep;
    /** When the step has to be done; of the clock that only measures. */
    private volatile long stepEnd = NOTHING;

    /** Who waits for the step. */
    private volatile @Nullable Thread waiting;

    private volatile boolean stalled;
    private @Nullable Cancellable request;
    private @Nullable Future<?> lookUp;
    private @Nullable Future<?> nextLook;
    private boolean cancelled;
    private boolean closed;

    /**
     * Creates the timeout of a request that has not begun.
     *
     * @param attempt cancels this request together with others, until it has ended
     */
    public StepTimeout(DownloadOptions options, Deadline deadline, Cancellation attempt) {
        this.options = options;
        this.scheduling = deadline.scheduling();
        this.deadline = deadline;
        this.attempt = attempt;
        this.shortestStep = Stream.of(options.stallTimeout(), options.connectTimeout(), Deadline.LOOK)
                .mapToLong(Duration::toNanos)
                .min()
                .orElseThrow();
        attempt.add(cancelling);
        deadline.cancellation().add(cancelling);
    }

    /** The request that is watched from now on. */
    synchronized void begin(Cancellable begun) {
        request = begun;
        expectConnection();
        if (cancelled) {
            begun.cancel();
        } else if (!closed) {
            lookLater();
        }
    }

    /** The request waits until it is known where to. */
    synchronized void lookUp(Future<?> begun) {
        lookUp = begun;
        if (cancelled) {
            begun.cancel(true);
        }
    }

    /** The client has limits of its own for the attempts to connect. */
    void expectConnection() {
        stepEnd = NOTHING;
        waiting = Thread.currentThread();
    }

    /** The handshake of TLS begins. */
    void expectHandshake() {
        expect(options.connectTimeout());
    }

    /** The head of an answer, bytes of its body, or that the service takes bytes: from now on that has to come about. */
    public void expectProgress() {
        expect(options.stallTimeout());
    }

    private void expect(Duration limit) {
        waiting = Thread.currentThread();
        long end = System.nanoTime() + limit.toNanos();
        stepEnd = end == NOTHING ? end - 1 : end;
    }

    /** It is not the service's turn. */
    public void expectNothing() {
        stepEnd = NOTHING;
        waiting = null;
    }

    /** Whether a step has taken too long, which is why the request broke off. */
    public boolean stalled() {
        return stalled;
    }

    /** The failure of the request, or the one behind it. */
    IOException explained(IOException failure) {
        if (!stalled || failure instanceof SocketTimeoutException) {
            return failure;
        }
        SocketTimeoutException timeout = new SocketTimeoutException("too slow");
        timeout.initCause(failure);
        return timeout;
    }

    private synchronized void lookLater() {
        Duration left = deadline.left();
        // A shorter step may begin before this one has to be done.
        long wait = Math.min(nanosLeft(), shortestStep);
        if (left != null) {
            // The end must have passed by its own clock, which counts no smaller steps everywhere.
            wait = Math.min(wait, left.plusMillis(1).toNanos());
        }
        nextLook = scheduling.timer().schedule(this::look, Math.max(1, wait), TimeUnit.NANOSECONDS);
    }

    /** Until the step has to be done, or the next one could have to be at the earliest. */
    private long nanosLeft() {
        long end = stepEnd;
        return end == NOTHING ? shortestStep : end - System.nanoTime();
    }

    private synchronized void look() {
        if (closed || cancelled) {
            return;
        }
        stalled = nanosLeft() <= 0;
        Thread thread = waiting;
        boolean interrupted = thread != null && thread.isInterrupted();
        if (stalled || interrupted || deadline.isOver()) {
            // Not on the thread that looks after all requests: a connection may take its time to close.
            scheduling.workers().execute(this::cancel);
        } else {
            lookLater();
        }
    }

    /** Breaks the request off, also one that has not begun. */
    @Override
    public boolean cancel() {
        Cancellable begun;
        synchronized (this) {
            cancelled = true;
            stopLooking();
            begun = request;
            if (lookUp != null) {
                lookUp.cancel(true);
            }
        }
        return begun != null && begun.cancel();
    }

    /** Lets the request go on unwatched, as far as there is anything left of it. */
    @Override
    public synchronized void close() {
        closed = true;
        attempt.remove(cancelling);
        deadline.cancellation().remove(cancelling);
        stopLooking();
    }

    private void stopLooking() {
        if (nextLook != null) {
            nextLook.cancel(false);
        }
    }
}
