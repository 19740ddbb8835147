// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.attempt.ProgressReporter;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.DirectMemory;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.time.Deadline;
import io.github.osspresign.transfer.time.RateLimiter;
import io.github.osspresign.transfer.wire.RequestBody;
import io.github.osspresign.transfer.wire.StepTimeout;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Request body of one attempt of an upload, with rate limit, timeout, progress and a CRC-64 of the bytes sent. */
final class UploadBody {

    private final UploadSource source;
    private final long length;
    private final RateLimiter rateLimiter;
    private final Deadline deadline;
    private final StepTimeout timeout;
    private final ProgressReporter reporter;
    private final Crc64 crc64 = new Crc64();
    private long sent;
    private boolean isSent;

    UploadBody(UploadSource source, Transfer transfer, StepTimeout timeout, ProgressReporter reporter) {
        this.source = source;
        this.length = source.length();
        this.rateLimiter = transfer.shared().rateLimiter();
        this.deadline = transfer.deadline();
        this.timeout = timeout;
        this.reporter = reporter;
    }

    RequestBody ofRequest() {
        return new RequestBody(length, this::send);
    }

    long sent() {
        return sent;
    }

    /** Returns whether the whole body is sent, which may be empty. */
    boolean isSent() {
        return isSent;
    }

    /** Returns the CRC-64 of the bytes sent. */
    Crc64 crc64() {
        return crc64;
    }

    /** Reports to the listener that the bytes are stored. */
    void done() {
        reporter.done(length);
    }

    private void send(OutputStream out) throws IOException {
        byte[] buffer = new byte[rateLimiter.piece(DirectMemory.MOST_AT_ONCE)];
        timeout.expectNothing();
        try (InputStream in = ofSource(source::open)) {
            do {
                int wanted = (int) Math.min(buffer.length, length - sent);
                int count = read(in, buffer, wanted);
                requireUnchanged(count == wanted);
                if (sent + count == length) {
                    // Checked before the last byte is sent: without it the service stores nothing.
                    requireUnchanged(read(in, new byte[1], 1) == 0 && ofSource(source::isUnchanged));
                }
                rateLimiter.take(count, deadline);
                deadline.check();
                write(out, buffer, count);
                crc64.update(buffer, 0, count);
                sent += count;
                isSent = sent == length;
                reporter.reached(sent);
                deadline.check();
            } while (sent < length);
        } finally {
            // What follows reads the response, also after a failure.
            timeout.expectProgress();
        }
    }

    private void write(OutputStream out, byte[] bytes, int count) throws IOException {
        timeout.expectProgress();
        try {
            out.write(bytes, 0, count);
            // Buffered bytes would be written later, outside the timeout.
            out.flush();
        } catch (IOException e) {
            throw timeout.stalled() ? new PlainFailure(request -> request.stalled(e)) : e;
        } finally {
            timeout.expectNothing();
        }
    }

    private void requireUnchanged(boolean unchanged) throws PlainFailure {
        if (!unchanged) {
            throw changed(source instanceof SourceSlice slice ? slice.source().length() : length);
        }
    }

    static PlainFailure changed(long had) {
        return new PlainFailure("body changed during the upload; it had " + had + " bytes at the beginning", false);
    }

    private int read(InputStream in, byte[] buffer, int wanted) throws PlainFailure {
        return ofSource(() -> in.readNBytes(buffer, 0, wanted));
    }

    /** Asks a source, whose failure is neither one of the connection nor one of this upload. */
    static <T> T ofSource(IOCallable<T> reading) throws PlainFailure {
        try {
            return reading.call();
        } catch (IOException e) {
            throw new PlainFailure(request -> request.unreadable(e));
        }
    }

    /** Question to a source. */
    interface IOCallable<T> {
        T call() throws IOException;
    }
}
