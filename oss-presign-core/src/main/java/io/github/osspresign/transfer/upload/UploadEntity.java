package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TransferFailedException;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.attempt.ProgressReporter;
import io.github.osspresign.transfer.attempt.TransferContext;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.http.Response;
import io.github.osspresign.transfer.http.StepTimeout;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/** Request body of one attempt of an upload, with rate limit, timeout, progress and a CRC-64 of the bytes sent. */
final class UploadEntity extends AbstractHttpEntity {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final UploadSource source;
    private final long length;
    private final TransferContext shared;
    private final Deadline deadline;
    private final StepTimeout timeout;
    private final ProgressReporter reporter;
    private final ExceptionFactory failures;
    private final Crc64 crc64 = new Crc64();
    private long sent;
    private boolean isSent;
    private @Nullable OssPresignException failure;

    UploadEntity(
            UploadSource source,
            TransferContext shared,
            Deadline deadline,
            StepTimeout timeout,
            ProgressReporter reporter,
            ExceptionFactory failures) {
        super((String) null, null);
        this.source = source;
        this.length = source.length();
        this.shared = shared;
        this.deadline = deadline;
        this.timeout = timeout;
        this.reporter = reporter;
        this.failures = failures;
    }

    /**
     * Sends a request with this body.
     *
     * @throws OssPresignException if there is no response
     */
    Response send(UsableLink used, Map<String, String> headers) throws OssPresignException {
        try {
            return shared.transport().send(used.link().method(), used.address(), headers, this, timeout);
        } catch (IOException e) {
            OssPresignException ours = failure;
            if (ours != null) {
                throw ours;
            }
            deadline.check(failures);
            throw failures.connection(e);
        }
    }

    /** Returns the number of bytes sent. */
    long sent() {
        return sent;
    }

    /** Returns whether the whole body is sent, which may be empty. */
    boolean isSent() {
        return isSent;
    }

    /** Returns the CRC-64 of the bytes sent. */
    long crc64() {
        return crc64.value();
    }

    /** Returns the CRC-64 of the bytes sent, unsigned decimal. */
    String crc64Text() {
        return crc64.decimal();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            send(out);
        } catch (OssPresignException e) {
            // HttpClient may wrap an exception that it does not know.
            failure = e;
            throw e;
        }
    }

    private void send(OutputStream out) throws IOException {
        byte[] buffer = new byte[shared.rateLimiter().piece(BUFFER_BYTES)];
        timeout.expectNothing();
        try (InputStream in = open()) {
            do {
                int wanted = (int) Math.min(buffer.length, length - sent);
                int count = read(in, buffer, wanted);
                requireUnchanged(count == wanted);
                if (sent + count == length) {
                    // Checked before the last byte is sent: without it the service stores nothing.
                    requireUnchanged(read(in, new byte[1], 1) == 0 && isUnchanged());
                }
                shared.rateLimiter().take(count, deadline, failures);
                deadline.check(failures);
                write(out, buffer, count);
                crc64.update(buffer, 0, count);
                sent += count;
                isSent = sent == length;
                reporter.reached(sent);
                deadline.check(failures);
            } while (sent < length);
        }
        timeout.expectProgress();
    }

    private void write(OutputStream out, byte[] bytes, int count) throws IOException {
        timeout.expectProgress();
        try {
            out.write(bytes, 0, count);
            // Buffered bytes would be written later, outside the timeout.
            out.flush();
        } catch (IOException e) {
            throw timeout.stalled() ? failures.stalled(e) : e;
        } finally {
            timeout.expectNothing();
        }
    }

    private void requireUnchanged(boolean unchanged) throws TransferFailedException {
        if (!unchanged) {
            throw failures.failed(
                    "body changed during the upload; it had " + source.bodyLength() + " bytes at the beginning");
        }
    }

    private InputStream open() throws OssPresignException {
        try {
            return source.open();
        } catch (IOException e) {
            throw failures.source(e);
        }
    }

    private int read(InputStream in, byte[] buffer, int wanted) throws OssPresignException {
        try {
            return in.readNBytes(buffer, 0, wanted);
        } catch (IOException e) {
            throw failures.source(e);
        }
    }

    private boolean isUnchanged() throws OssPresignException {
        try {
            return source.isUnchanged();
        } catch (IOException e) {
            throw failures.source(e);
        }
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("the body is written, not read");
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public void close() {}
}
