package io.github.osspresign.transfer;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.http.RateLimiter;
import io.github.osspresign.transfer.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Reads the bodies of answers: no more bytes and no faster than allowed, and with failures told apart. */
final class BodyReader {

    private final long maxFileSize;
    private final RateLimiter rateLimiter;
    private final Deadline deadline;
    private final ExceptionFactory failures;
    private final long announced;
    private final Supplier<FailureContext> soFar;

    /**
     * @param announced length of the object in bytes, -1 where it is not announced
     * @param soFar where a failure happens
     */
    BodyReader(
            TransferContext shared,
            Deadline deadline,
            ExceptionFactory failures,
            long announced,
            Supplier<FailureContext> soFar) {
        this.maxFileSize = shared.options().maxFileSize();
        this.rateLimiter = shared.rateLimiter();
        this.deadline = deadline;
        this.failures = failures;
        this.announced = announced;
        this.soFar = soFar;
    }

    InputStream open(Response response) throws OssPresignException {
        try {
            return response.body();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** As {@link InputStream#read(byte[], int, int)}. */
    int read(InputStream body, byte[] buffer, int offset, int count) throws OssPresignException {
        try {
            return body.read(buffer, offset, count);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private OssPresignException failed(IOException e) throws OssPresignException {
        deadline.check(soFar.get());
        return failures.body(e, announced, soFar.get());
    }

    /**
     * Returns when these bytes have had their time.
     *
     * @param size of the object as far as it has come, with them
     */
    void admit(int bytes, long size) throws OssPresignException {
        if (size > maxFileSize) {
            throw new SizeLimitExceededException(maxFileSize, size, soFar.get().withBytesSoFar(size));
        }
        try {
            rateLimiter.take(bytes, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(e);
        }
        deadline.check(soFar.get());
    }
}
