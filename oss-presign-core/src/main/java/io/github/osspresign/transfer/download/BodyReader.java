// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;

/**
 * Reads response bodies of one transfer within the size limit and the rate limit, and maps failures to exceptions.
 *
 * @param announced length of the object in bytes, -1 if not announced
 */
record BodyReader(Transfer transfer, long announced) {

    /** Bytes with which a response is no failed attempt, although a longer range was requested. */
    private static final int SHORTEST_PROGRESS = 4 * 1024;

    /**
     * Checks that a response contains enough of a range. It may contain less than was requested (RFC 9110, 15.3.7), but
     * not so few bytes that the requests would not end.
     */
    static void requireProgress(ByteRange requested, AttemptRequests.Part part) throws OssPresignException {
        long received = Objects.requireNonNull(part.range()).length();
        if (received < Math.min(requested.length(), SHORTEST_PROGRESS)) {
            throw part.failures()
                    .failed(
                            "service sent " + received + " bytes of a range of " + requested.length() + " bytes",
                            true,
                            null);
        }
    }

    /** Returns the failure of a body that ended early. */
    PlainFailure truncated() {
        return new PlainFailure(request -> new TruncatedBodyException(announced, request.context(), null));
    }

    /** Returns the time since the start of the transfer. */
    Duration elapsed() {
        return transfer.deadline().elapsed();
    }

    /** Checks that the transfer may continue. */
    void checkDeadline() throws PlainFailure {
        transfer.deadline().check();
    }

    /** Opens the body of a response. */
    InputStream open(Response response) throws IOException {
        try {
            return response.body();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Returns how many bytes may be read at a time, at most the given number. */
    int piece(int most) {
        return transfer.shared().rateLimiter().piece(most);
    }

    /** Reads bytes as {@link InputStream#read(byte[], int, int)} does. */
    int read(InputStream body, byte[] buffer, int offset, int count) throws IOException {
        try {
            return body.read(buffer, offset, count);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private IOException failed(IOException e) {
        IOException reason = transfer.deadline().explain(e);
        return new PlainFailure(request -> request.body(reason, announced));
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
        checkDeadline();
    }
}
