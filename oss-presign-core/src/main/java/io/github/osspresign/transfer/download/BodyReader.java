// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.wire.ResponseBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the body of one response within the size limit and the rate limit, and maps failures to exceptions. */
final class BodyReader {

    /** A buffer with so many bytes does not wait for more, since a killed process loses what is not written. */
    private static final int STEP_BYTES = 128 * 1024;

    private final Transfer transfer;
    private final ObjectResponse response;
    private @Nullable ResponseBody body;
    private @Nullable PlainFailure failure;

    BodyReader(Transfer transfer, ObjectResponse response) {
        this.transfer = transfer;
        this.response = response;
    }

    ObjectResponse response() {
        return response;
    }

    /** Returns the failure of a body that ended early. */
    PlainFailure truncated() {
        return new PlainFailure(
                request -> new TruncatedBodyException(response.object().length(), request.context(), null));
    }

    /** Reads bytes as {@link ResponseBody#read(ByteBuffer)} does. */
    int read(ByteBuffer buffer) throws PlainFailure {
        try {
            ResponseBody open = body == null ? response.body() : body;
            body = open;
            return open.read(buffer);
        } catch (IOException e) {
            throw new PlainFailure(request -> request.body(e, response.object().length()));
        }
    }

    /**
     * Fills a buffer from its beginning, with {@link #STEP_BYTES} or more unless it is smaller or the body ends. A failure is
     * thrown after the bytes before it.
     *
     * @return whether there are bytes
     */
    boolean fill(ByteBuffer buffer) throws PlainFailure {
        buffer.clear();
        int read = 0;
        while (failure == null && read >= 0 && buffer.hasRemaining() && buffer.position() < STEP_BYTES) {
            try {
                read = read(buffer);
            } catch (PlainFailure e) {
                failure = e;
            }
        }
        if (failure != null && buffer.position() == 0) {
            throw failure;
        }
        return buffer.flip().hasRemaining();
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
