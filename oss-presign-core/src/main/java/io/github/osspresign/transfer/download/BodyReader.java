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

    /** Reads bytes into the remaining space of a buffer; returns their number, -1 at the end. */
    int read(ByteBuffer buffer) throws PlainFailure {
        try {
            ResponseBody open = body == null ? response.body() : body;
            body = open;
            int taken = open.read(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            buffer.position(buffer.position() + Math.max(0, taken));
            return taken;
        } catch (IOException e) {
            throw new PlainFailure(request -> request.body(e, response.object().length()));
        }
    }

    /**
     * Fills a buffer, which only the end of the body leaves partly empty. A failure is thrown after the bytes before it.
     *
     * @return whether there are bytes
     */
    boolean fill(ByteBuffer buffer) throws PlainFailure {
        buffer.clear();
        int read = 0;
        while (failure == null && read >= 0 && buffer.hasRemaining()) {
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
