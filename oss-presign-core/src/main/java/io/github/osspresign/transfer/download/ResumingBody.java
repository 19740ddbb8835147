// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.attempt.RefreshableLink;
import io.github.osspresign.transfer.attempt.Retry;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of one object in order, over as many connections as it takes. */
final class ResumingBody implements Progress {

    private final Transfer transfer;
    private final RefreshableLink link;
    private final ObjectRequest request;
    private final Retry retry;
    private @Nullable ObjectResponse first;
    private @Nullable BodyReader current;
    private @Nullable String announcedCrc64;
    private long position;

    ResumingBody(Transfer transfer, ObjectRequest request) {
        this.transfer = transfer;
        this.request = request;
        this.retry = new Retry(transfer);
        this.link =
                new RefreshableLink(transfer, RefreshableLink.Use.DOWNLOAD, request.link(), request.refresher(), this);
    }

    /**
     * Opens the first connection, in as many attempts as it takes.
     *
     * @return {@code null} when the service has begun to send the object; the result for an object that is not wanted
     */
    @Nullable DownloadResult open() throws OssPresignException {
        WantedObject wanted = new WantedObject(request);
        return retry.run(link, () -> tryOpen(wanted));
    }

    private @Nullable DownloadResult tryOpen(WantedObject wanted) throws OssPresignException {
        DownloadResult unwanted = wanted.refused(null, link.failures());
        if (unwanted != null) {
            return unwanted;
        }
        BodyReader opened = ask(null);
        ObjectResponse response = opened.response();
        first = response;
        current = opened;
        try {
            return wanted.refused(response.object().etag(), response.failures());
        } catch (OssPresignException e) {
            response.close();
            throw e;
        }
    }

    /** Returns the factory for failures of the stream as a whole. */
    ExceptionFactory failures() {
        return first == null ? link.failures() : first.failures();
    }

    private BodyReader current() {
        return Objects.requireNonNull(current);
    }

    ObjectHeaders object() {
        return response().object();
    }

    /** Returns the first response. */
    ObjectResponse response() {
        return Objects.requireNonNull(first);
    }

    /** Returns the first valid CRC-64 of the object that a response after the first one has announced, {@code null} for none. */
    @Nullable String announcedCrc64() {
        return announcedCrc64;
    }

    int attempts() {
        return retry.attempts();
    }

    /** Returns the offset of the next byte. */
    @Override
    public long bytes() {
        return position;
    }

    /** Returns whether all bytes have been read, as far as that is known before the end. */
    boolean isComplete() {
        return position == object().length();
    }

    /**
     * Reads the next bytes, from another connection if this one fails.
     *
     * @return number of bytes, -1 at the end
     * @throws OssPresignException if they cannot be read
     */
    int read(byte[] buffer, int offset, int count) throws OssPresignException {
        while (!isComplete()) {
            try {
                if (position == connectionEnd()) {
                    requestRest();
                }
                return readConnection(buffer, offset, count);
            } catch (IOException e) {
                resume(current().response().failures().body(e, object().length()));
            }
        }
        return -1;
    }

    private int readConnection(byte[] buffer, int offset, int count) throws IOException {
        BodyReader reader = current();
        transfer.deadline().check();
        int most = (int) Math.min(count, connectionEnd() - position);
        int piece = transfer.shared().rateLimiter().piece(most);
        int taken = reader.read(ByteBuffer.wrap(buffer, offset, piece));
        if (taken < 0 && object().length() >= 0) {
            throw reader.truncated();
        }
        if (taken > 0) {
            reader.admit(taken, position + taken);
            position += taken;
        }
        return taken;
    }

    /** Returns the offset after the last byte of the current response. */
    private long connectionEnd() {
        return current().response().range().last() + 1;
    }

    /** Requests the remaining bytes after a response that announced fewer than requested. */
    private void requestRest() throws OssPresignException {
        drain();
        ObjectResponse brought = current().response();
        brought.close();
        brought.requireProgress(new ByteRange(brought.range().first(), object().length() - 1));
        current = ask(Objects.requireNonNull(response().validator()));
    }

    private void resume(OssPresignException failure) throws OssPresignException {
        StrongValidator known = response().validator();
        if (known == null) {
            throw failure;
        }
        current().response().close();
        retry.after(failure, link, position);
        current = retry.run(link, () -> ask(known));
    }

    /**
     * Opens a connection.
     *
     * @param known {@code null} to begin with the current object, otherwise the validator of the object to resume
     */
    private BodyReader ask(@Nullable StrongValidator known) throws OssPresignException {
        AttemptRequests asking = new AttemptRequests(transfer, link);
        ObjectResponse response = known == null
                ? asking.ask(null, null)
                : asking.askFurther(new ByteRange(position, known.size() - 1), known);
        if (known != null && announcedCrc64 == null) {
            announcedCrc64 = Crc64.canonical(response.object().crc64());
        }
        return new BodyReader(transfer, response);
    }

    /** Reads the end of the body, so that the connection can be reused; called when all bytes were read. */
    void drain() {
        ObjectResponse response = current().response();
        try {
            if (response.isExact() && current().read(ByteBuffer.allocate(1)) >= 0) {
                // More bytes than announced: the connection is dropped.
                response.close();
            }
        } catch (IOException e) {
            // All bytes are here and verified.
            response.close();
        }
    }
}
