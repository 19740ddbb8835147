// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.attempt.ProgressReporter;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.CompletedRange;
import io.github.osspresign.transfer.file.CompletedRanges;
import io.github.osspresign.transfer.file.DiskReserve;
import io.github.osspresign.transfer.file.Journal;
import io.github.osspresign.transfer.file.PartialObject;
import io.github.osspresign.transfer.file.TransferBuffers;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.StrongValidator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes response bodies to the part, within the limits and with checksum, progress and journal. Several threads
 * may write one body each.
 */
final class PartFileWriter {

    /**
     * A journal is written when so many bytes and so much time have passed since the one before it: what a killed process
     * fetches again is, with {@link #KNOWN_INTERVAL}, little in bytes or in time. A journal takes up to 0.1 ms.
     */
    private static final long JOURNAL_BYTES = 1024 * 1024;

    private static final Duration JOURNAL_INTERVAL = Duration.ofMillis(25);

    /** Time between two values of the checksum of a body, which take microseconds. A journal has no others. */
    private static final Duration KNOWN_INTERVAL = Duration.ofMillis(5);

    /** Bytes between two checks of the free space, since other programs write to the disk, too. */
    private static final long SPACE_CHECK_BYTES = 1024 * 1024;

    /** Bytes between two flushes: the disk writes while other connections receive, not only at the end. */
    private static final long FLUSH_BYTES = 32 * 1024 * 1024;

    private final Transfer transfer;
    private final PartialObject part;
    private final CompletedRanges completed;
    private final @Nullable StrongValidator validator;
    private final DiskReserve reserve;
    private final ProgressReporter reporter;
    private final AtomicLong bytes;
    private final ReentrantLock bookkeeping = new ReentrantLock();
    private long journaled;
    private Duration journaledAt;
    private long nextSpaceCheck;
    private long nextFlush;

    /**
     * Creates a writer.
     *
     * @param validator {@code null} if the download cannot be resumed, so that no journal is written
     */
    PartFileWriter(
            Transfer transfer,
            PartialObject part,
            CompletedRanges completed,
            @Nullable StrongValidator validator,
            DiskReserve reserve,
            ProgressReporter reporter) {
        this.transfer = transfer;
        this.part = part;
        this.completed = completed;
        this.validator = validator;
        this.reserve = reserve;
        this.reporter = reporter;
        long kept = completed.bytes();
        this.bytes = new AtomicLong(kept);
        this.journaled = kept;
        this.journaledAt = elapsed();
        this.nextSpaceCheck = kept + SPACE_CHECK_BYTES;
        this.nextFlush = kept + FLUSH_BYTES;
    }

    /**
     * Writes the body of a response.
     *
     * @throws IOException if the body is cut, stalls or is too large, or the part file cannot be written
     */
    void write(ObjectResponse response) throws IOException {
        completed.announce(response.object().crc64());
        ByteRange range = response.range();
        long end = range.last() + 1;
        // One byte more than the body lets the first read notice its end.
        long size = Math.min(TransferBuffers.LARGEST, range.length() + 1);
        BodyReader reader = new BodyReader(transfer, response);
        GrowingRange growing = new GrowingRange(range.first(), reader);
        ByteBuffer buffer = part.buffer(transfer.shared().rateLimiter().piece((int) size));
        try {
            while (reader.fill(buffer)) {
                growing.take(buffer.limit((int) Math.min(buffer.limit(), end - growing.position)));
                if (growing.position == end && !response.isExact()) {
                    break;
                }
            }
        } catch (PlainFailure e) {
            throw e;
        } catch (IOException e) {
            throw new PlainFailure(request -> request.file(e, reserve.directory()));
        } finally {
            TransferBuffers.SHARED.giveBack(buffer);
            completed.finish(growing.completed());
        }

        if (response.object().length() >= 0 && growing.position < end) {
            throw reader.truncated();
        }
    }

    /** Bytes of one body that are in the part, with their checksum. */
    private final class GrowingRange {
        private final long first;
        private final BodyReader reader;
        private final Crc64 crc64 = new Crc64();
        private long position;
        private Duration knownAt;

        GrowingRange(long first, BodyReader reader) {
            this.first = first;
            this.reader = reader;
            this.position = first;
            this.knownAt = elapsed();
        }

        /** Writes the next bytes. */
        void take(ByteBuffer buffer) throws IOException {
            int count = buffer.remaining();
            reader.admit(count, position + count);
            part.write(buffer, position);
            crc64.update(buffer);
            position += count;
            Duration now = elapsed();
            if (now.minus(knownAt).compareTo(KNOWN_INTERVAL) >= 0) {
                completed.grow(completed());
                knownAt = now;
            }
            count(count, now);
        }

        CompletedRange completed() {
            return new CompletedRange(first, position - first, crc64.value());
        }
    }

    private void count(int taken, Duration now) throws IOException {
        long received = bytes.addAndGet(taken);
        reporter.reached(received);
        // One thread writes to the disk for all; the others do not wait for it.
        if (bookkeeping.tryLock()) {
            try {
                keepBooks(received, now);
            } finally {
                bookkeeping.unlock();
            }
        }
        transfer.deadline().check();
    }

    private void keepBooks(long received, Duration now) throws IOException {
        if (received >= nextSpaceCheck) {
            reserve.requireRoom(0);
            nextSpaceCheck = received + SPACE_CHECK_BYTES;
        }
        if (received >= nextFlush) {
            part.flush();
            nextFlush = received + FLUSH_BYTES;
        }
        if (validator != null
                && received - journaled >= JOURNAL_BYTES
                && now.minus(journaledAt).compareTo(JOURNAL_INTERVAL) >= 0) {
            List<CompletedRange> ranges = completed.list();
            if (!ranges.isEmpty()) {
                part.writeJournal(new Journal(validator, ranges));
            }
            journaled = received;
            journaledAt = now;
        }
    }

    private Duration elapsed() {
        return transfer.deadline().elapsed();
    }
}
