package io.github.osspresign.download;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import java.io.IOException;
import java.io.InputStream;

/** Moves one body into its part file: counted, limited, checked on the way. */
final class Fetch {

    /** Large enough that system calls do not count, small enough to stay in the second-level cache. */
    private static final int BUFFER_BYTES = 128 * 1024;

    private static final long PROGRESS_BYTES = 1024 * 1024;

    private final ProgressListener listener;
    private final String fileName;
    private final long announced;
    private final Failures failures;
    private final FailureContext context;
    private long bytes;

    Fetch(ProgressListener listener, String fileName, long announced, Failures failures, FailureContext context) {
        this.listener = listener;
        this.fileName = fileName;
        this.announced = announced;
        this.failures = failures;
        this.context = context;
    }

    /**
     * Runs to the end of the body.
     *
     * @return bytes that were moved
     * @throws OssPresignException where the body is cut, stalls or is too large, or the part file cannot be written
     */
    long run(Answer answer, PartFile part, Verification verification, long maxFileSize) throws OssPresignException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long reportAt = PROGRESS_BYTES;
        InputStream body = open(answer);
        for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
            if (count > maxFileSize - bytes) {
                throw new SizeLimitExceededException(maxFileSize, bytes + count, context.withBytesSoFar(bytes + count));
            }
            write(part, buffer, count);
            verification.update(buffer, count);
            bytes += count;
            if (bytes >= reportAt) {
                report(false);
                reportAt = bytes - bytes % PROGRESS_BYTES + PROGRESS_BYTES;
            }
        }
        return bytes;
    }

    /** Tells the listener that the file is in its place. */
    void done() {
        report(true);
    }

    private void report(boolean done) {
        listener.progress(new Progress(failures.maskedUrl(), fileName, bytes, announced, done));
    }

    private InputStream open(Answer answer) throws OssPresignException {
        try {
            return answer.body();
        } catch (IOException e) {
            throw failures.body(e, announced, context);
        }
    }

    private int read(InputStream body, byte[] buffer) throws OssPresignException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw failures.body(e, announced, context.withBytesSoFar(bytes));
        }
    }

    private void write(PartFile part, byte[] buffer, int count) throws OssPresignException {
        try {
            part.write(buffer, count);
        } catch (IOException e) {
            throw failures.file(e, context.withBytesSoFar(bytes));
        }
    }
}
