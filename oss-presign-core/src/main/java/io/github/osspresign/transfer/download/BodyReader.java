// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.PlainFailure;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the body of one response within the size limit and the rate limit, and maps failures to exceptions. */
final class BodyReader {

    private final Transfer transfer;
    private final AttemptRequests.Part part;
    private @Nullable InputStream body;
    private @Nullable PlainFailure failure;

    BodyReader(Transfer transfer, AttemptRequests.Part part) {
        this.transfer = transfer;
        this.part = part;
    }

    AttemptRequests.Part part() {
        return part;
    }

    /** Returns the failure of a body that ended early. */
    PlainFailure truncated() {
        return new PlainFailure(
                request -> new TruncatedBodyException(part.object().length(), request.context(), null));
    }

    /** Reads bytes as {@link InputStream#read(byte[], int, int)} does. */
    int read(byte[] buffer, int offset, int count) throws PlainFailure {
        try {
            InputStream open = body == null ? part.response().body() : body;
            body = open;
            return open.read(buffer, offset, count);
        } catch (IOException e) {
            IOException reason = transfer.deadline().explain(e);
            throw new PlainFailure(request -> request.body(reason, part.object().length()));
        }
    }

    /**
     * Fills a buffer, which only the end of the body leaves partly empty. A failure is thrown after the bytes before it.
     *
     * @return number of bytes, -1 at the end
     */
    int fill(byte[] buffer) throws PlainFailure {
        int taken = 0;
        int read = 0;
        while (failure == null && read >= 0 && taken < buffer.length) {
            try {
                read = read(buffer, taken, buffer.length - taken);
                taken += Math.max(0, read);
            } catch (PlainFailure e) {
                failure = e;
            }
        }
        if (failure != null && taken == 0) {
            throw failure;
        }
        return taken == 0 ? -1 : taken;
    }

    /**
     * Waits until the rate limit admits the bytes.
     *
     * @param size number of object bytes received so far, including these
     */
    void admit(int bytes, long size) throws PlainFailure {
        long maxFileSize = transfer.options().maxFileSize();
        if (size > maxFileSize) {
            throw new PlainFailure(request -> new SizeLimitExceededException(
                    maxFileSize, size, request.context().withBytesSoFar(size)));
        }
        transfer.shared().rateLimiter().take(bytes, transfer.deadline());
        transfer.deadline().check();
    }
}
