// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.time.BackgroundCall;
import io.github.osspresign.transfer.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a request if one of its steps takes too long, if the deadline of its transfer passes, if the transfer is
 * cancelled, or if the waiting thread is interrupted.
 */
public final class StepTimeout implements Closeable {

    /*
     * The timeout of a socket starts again with each byte, and does not apply to writes. A service that sends a byte
     * now and then could hold a handshake, a head, a chunk header or a TLS record for ever. The timeout here applies
     * to the whole step, whatever bytes arrive; sockets have another one only until they are connected. An interrupt ends
     * reads and writes without TLS only; closing the socket ends all.
     *
     * No state is guarded by a lock: what is cancelled is registered first, and then it is checked whether it is too late.
     */

    /** Connection to close if the request is cancelled. */
    private final AtomicReference<@Nullable ModalCloseable> connection = new AtomicReference<>();

    private final TransferOptions options;
    private final Deadline deadline;
    private final Cancellation attempt;
    private final Runnable cancelling = this::cancel;
    private final Runnable looking = this::look;
    /** End of the step, on the monotonic clock; {@code null} while nothing is expected of the service. */
    private volatile @Nullable Long stepEnd;

    /** Latest end of all further steps, on the monotonic clock; {@code null} for no limit. */
    private @Nullable Long latestEnd;

    /** Thread that waits for the step. */
    private volatile @Nullable Thread waiting;

    private volatile boolean stalled;
    private volatile boolean cancelled;

    /**
     * Creates the timeout of a request that has not begun.
     *
     * @param attempt cancels this request together with others
     */
    public StepTimeout(TransferOptions options, Deadline deadline, Cancellation attempt) {
        this.options = options;
        this.deadline = deadline;
        this.attempt = attempt;
        attempt.add(cancelling);
        deadline.cancellation().add(cancelling);
    }

    /** Starts to monitor the request. */
    void begin() {
        expectConnection();
        deadline.scheduling().watch().add(looking);
        if (cancelled) {
            deadline.scheduling().watch().remove(looking);
        }
    }

    /**
     * Closes a connection if the request is cancelled; that of an earlier call no more.
     *
     * @throws IOException if it is cancelled already, and the connection is closed
     */
    void guard(ModalCloseable used) throws IOException {
        connection.set(used);
        if (cancelled) {
            cancel();
            throw new IOException("cancelled before it was sent");
        }
    }

    /** Gives up the connection, and returns whether it can be used further: not if the request was cancelled. */
    boolean release() {
        return connection.getAndSet(null) != null;
    }

    /**
     * Waits for foreign code on another thread, as long as connecting may last.
     *
     * @throws IOException the failure of the call, or a {@link PlainFailure} if the request is cancelled
     * @throws TimeoutException after the timeout for connecting, or at the deadline of the transfer
     */
    <T> T await(Callable<T> foreign) throws IOException, TimeoutException {
        BackgroundCall<T> call = new BackgroundCall<>(foreign, deadline);
        call.begin(() -> {});
        return call.await(attempt, options.connectTimeout());
    }

    /** Waits for a connection; sockets have timeouts for that. */
    void expectConnection() {
        stepEnd = null;
        waiting = Thread.currentThread();
    }

    /** Starts the TLS handshake. */
    void expectHandshake() {
        expect(options.connectTimeout());
    }

    /** Starts a step: the head of a response, the next bytes of its body, or a write. */
    public void expectProgress() {
        expect(options.stallTimeout());
    }

    /** Limits all further steps together to a number of stall timeouts, however many steps they are. */
    void limitSteps(int stallTimeouts) {
        latestEnd = now() + options.stallTimeout().multipliedBy(stallTimeouts).toNanos();
    }

    private void expect(Duration limit) {
        waiting = Thread.currentThread();
        long end = now() + limit.toNanos();
        stepEnd = latestEnd != null && latestEnd - end < 0 ? latestEnd : end;
    }

    private long now() {
        return deadline.scheduling().nanoTime().getAsLong();
    }

    /** Stops the step timeout while nothing is expected of the service. */
    public void expectNothing() {
        stepEnd = null;
        waiting = null;
    }

    /** Returns whether the request was cancelled because a step took too long. */
    public boolean stalled() {
        return stalled;
    }

    /** Returns whether the request was cancelled, or will be because of an interrupt. */
    boolean isOver() {
        return cancelled || Thread.currentThread().isInterrupted();
    }

    /** Returns the failure of the request, or its cause if that was this timeout or the end of the transfer. */
    IOException explained(IOException failure) {
        IOException reason = deadline.explain(failure);
        if (!stalled || reason instanceof SocketTimeoutException || reason instanceof PlainFailure) {
            return reason;
        }
        SocketTimeoutException timeout = new SocketTimeoutException("no progress within the timeout");
        timeout.initCause(failure);
        return timeout;
    }

    private void look() {
        Long end = stepEnd;
        if (end != null && end - now() <= 0) {
            stalled = true;
        }
        Thread thread = waiting;
        boolean interrupted = thread != null && thread.isInterrupted();
        if (stalled || interrupted || deadline.isOver()) {
            // Not on the timer thread, since closing a connection may block.
            deadline.scheduling().workers().execute(this::cancel);
        }
    }

    /** Cancels the request, also before it has begun. */
    void cancel() {
        cancelled = true;
        ModalCloseable used = connection.getAndSet(null);
        if (used != null) {
            used.close(CloseMode.IMMEDIATE);
        }
        deadline.scheduling().watch().remove(looking);
    }

    /** Stops monitoring the request, and closes its connection unless it was released. */
    @Override
    public void close() {
        cancel();
        attempt.remove(cancelling);
        deadline.cancellation().remove(cancelling);
    }
}
