package io.github.osspresign.download;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.TruncatedBodyException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Takes bodies into the part file: limited, counted, checked on the way. Many threads may bring one each. */
final class Intake {

    /** Large enough that system calls do not count, small enough to stay in the second-level cache. */
    private static final int BUFFER_BYTES = 128 * 1024;

    private static final long PROGRESS_BYTES = 1024 * 1024;

    /** What a killed process may have to fetch again; small against a part, large against the price of a journal. */
    private static final long JOURNAL_BYTES = 4 * PROGRESS_BYTES;

    private final PartFile part;
    private final Pieces pieces;
    private final @Nullable Pin pin;
    private final ProgressListener listener;
    private final String fileName;
    private final long announced;
    private final long maxFileSize;
    private final DiskReserve reserve;
    private final Deadline deadline;
    private final Pace pace;
    private final Failures failures;
    private final FailureContext context;
    private long bytes;
    private long reportAt;
    private long journalAt;
    private long lookAt;

    Intake(
            PartFile part,
            Pieces pieces,
            @Nullable Pin pin,
            ProgressListener listener,
            String fileName,
            long announced,
            long maxFileSize,
            DiskReserve reserve,
            Deadline deadline,
            Pace pace,
            Failures failures,
            FailureContext context) {
        this.part = part;
        this.pieces = pieces;
        this.pin = pin;
        this.listener = listener;
        this.fileName = fileName;
        this.announced = announced;
        this.maxFileSize = maxFileSize;
        this.reserve = reserve;
        this.deadline = deadline;
        this.pace = pace;
        this.failures = failures;
        this.context = context;
        this.bytes = pieces.bytes();
        this.reportAt = nextStep(bytes, PROGRESS_BYTES);
        this.journalAt = Math.max(PartFile.WORTH_KEEPING, bytes + JOURNAL_BYTES);
        this.lookAt = bytes + PROGRESS_BYTES;
    }

    /**
     * Takes the body of an answer in.
     *
     * @param range where it belongs, {@code null} for a whole object of unknown length
     * @throws OssPresignException where the body is cut, stalls or is too large, or the part file cannot be written
     */
    void take(Answer answer, @Nullable ByteRange range) throws OssPresignException {
        long first = range == null ? 0 : range.first();
        long end = range == null ? Long.MAX_VALUE : range.last() + 1;
        // Only a body that ends where it should is read to its end; that gives the connection back.
        boolean exact = range == null || answer.contentLength() == range.length();
        byte[] buffer = new byte[BUFFER_BYTES];
        Crc64 crc64 = new Crc64();
        long position = first;
        try {
            InputStream body = open(answer);
            for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
                int taken = (int) Math.min(count, end - position);
                requireRoom(position + taken);
                await(taken);
                write(buffer, taken, position);
                crc64.update(buffer, 0, taken);
                position += taken;
                pieces.grow(new Piece(first, position - first, crc64.value()));
                count(taken);
                if (position == end && !exact) {
                    break;
                }
            }
        } finally {
            pieces.finish(new Piece(first, position - first, crc64.value()));
        }
        if (range != null && position < end) {
            throw new TruncatedBodyException(announced, soFar(), null);
        }
    }

    /** Tells the listener that the file is in its place. */
    synchronized void done() {
        report(true);
    }

    private synchronized void count(int taken) throws OssPresignException {
        bytes += taken;
        if (bytes >= reportAt) {
            report(false);
            reportAt = nextStep(bytes, PROGRESS_BYTES);
        }
        if (bytes >= lookAt) {
            reserve.requireRoom(0, failures, soFar());
            lookAt = bytes + PROGRESS_BYTES;
        }
        if (pin != null && bytes >= journalAt) {
            writeJournal(pin);
            journalAt = bytes + JOURNAL_BYTES;
        }
        deadline.check(soFar());
    }

    private static long nextStep(long bytes, long step) {
        return bytes - bytes % step + step;
    }

    private void report(boolean done) {
        listener.progress(new Progress(failures.maskedUrl(), fileName, bytes, announced, done));
    }

    private void writeJournal(Pin known) throws OssPresignException {
        try {
            part.writeJournal(new Journal(known, pieces.list()));
        } catch (IOException e) {
            throw failures.file(e, soFar());
        }
    }

    private FailureContext soFar() {
        return context.withBytesSoFar(pieces.bytes());
    }

    private void await(int taken) throws OssPresignException {
        try {
            pace.take(taken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(e);
        }
    }

    private void requireRoom(long size) throws SizeLimitExceededException {
        if (size > maxFileSize) {
            throw new SizeLimitExceededException(maxFileSize, size, context.withBytesSoFar(size));
        }
    }

    private InputStream open(Answer answer) throws OssPresignException {
        try {
            return answer.body();
        } catch (IOException e) {
            throw failures.body(e, announced, soFar());
        }
    }

    private int read(InputStream body, byte[] buffer) throws OssPresignException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw failures.body(e, announced, soFar());
        }
    }

    private void write(byte[] buffer, int count, long position) throws OssPresignException {
        try {
            part.write(buffer, count, position);
        } catch (IOException e) {
            throw failures.file(e, soFar());
        }
    }
}
