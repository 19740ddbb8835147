package io.github.osspresign.transfer.upload;

import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.http.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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
    private final ExceptionFactory failures;
    private boolean abandoned;

    /**
     * Creates a stream that has not been read.
     *
     * @param failures creates the failures of a wait
     */
    public BackgroundStream(InputStream stream, Deadline deadline, ExceptionFactory failures) {
        this.stream = stream;
        this.deadline = deadline;
        this.failures = failures;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Reads as many bytes as are asked for, or until the end of the stream. */
    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        FutureTask<Integer> reading = new FutureTask<>(() -> stream.readNBytes(buffer, offset, count));
        Runnable cancelling = () -> reading.cancel(true);
        // Before the read begins, so that a cancelled transfer begins none.
        deadline.cancellation().add(cancelling);
        try {
            deadline.scheduling().workers().execute(() -> run(reading));
            int read = await(reading);
            return read == 0 && count > 0 ? -1 : read;
        } finally {
            reading.cancel(true);
            abandoned = reading.isCancelled();
            deadline.cancellation().remove(cancelling);
        }
    }

    private void run(FutureTask<Integer> reading) {
        reading.run();
        if (reading.isCancelled()) {
            closeAbandoned();
        }
    }

    private int await(FutureTask<Integer> reading) throws IOException {
        while (true) {
            Duration left = deadline.left();
            try {
                return left == null
                        ? reading.get()
                        : reading.get(left.plusMillis(1).toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                deadline.check(failures);
            } catch (CancellationException e) {
                deadline.check(failures);
                throw new InterruptedIOException();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                deadline.check(failures);
                throw new InterruptedIOException();
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            }
        }
    }

    private static IOException failure(@Nullable Throwable thrown) {
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        return thrown instanceof IOException e ? e : new IOException(thrown);
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
