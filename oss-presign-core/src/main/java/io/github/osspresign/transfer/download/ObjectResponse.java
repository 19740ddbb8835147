// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.wire.Response;
import io.github.osspresign.transfer.wire.ResponseBody;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Response with bytes of the object.
 *
 * @param asked link of the request
 * @param range received range
 * @param validator validator of the object, {@code null} if the response has none
 */
record ObjectResponse(
        UsableLink asked,
        Response response,
        ObjectHeaders object,
        ByteRange range,
        @Nullable StrongValidator validator,
        ExceptionFactory failures)
        implements AutoCloseable {

    /** Bytes with which a response is no failed attempt, although a longer range was requested. */
    private static final int SHORTEST_PROGRESS = 4 * 1024;

    /** Returns whether it is the whole object, even if a range was requested. */
    boolean isWhole() {
        return response.status() == 200;
    }

    /** Returns whether the body ends where it should. It is read to its end then, so that the connection can be reused. */
    boolean isExact() {
        return object.length() < 0 || response.contentLength() == range.length();
    }

    /**
     * Checks that the response contains enough of a range. It may contain less than was requested (RFC 9110, 15.3.7),
     * but not so few bytes that the requests would not end.
     */
    void requireProgress(ByteRange requested) throws OssPresignException {
        long received = range.length();
        if (received < Math.min(requested.length(), SHORTEST_PROGRESS)) {
            throw failures.failed(
                    "service sent " + received + " bytes of a range of " + requested.length() + " bytes", true, null);
        }
    }

    ResponseBody body() throws IOException {
        return response.body();
    }

    /** Returns whether only the end of the connection marks the end of the body. */
    boolean endsWithConnection() {
        return response.endsWithConnection();
    }

    @Override
    public void close() {
        response.close();
    }
}
