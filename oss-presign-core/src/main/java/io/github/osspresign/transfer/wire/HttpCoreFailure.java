// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import io.github.osspresign.transfer.failure.InvalidResponse;
import java.io.EOFException;
import java.io.IOException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;

/** Translates the failures of HttpCore, which no other package knows. */
final class HttpCoreFailure {

    private HttpCoreFailure() {}

    /** Returns the failure of a response that breaks the protocol. HttpCore's own text would quote it. */
    static IOException translated(HttpException e) {
        return sameStack(
                e,
                new InvalidResponse(
                        e instanceof UnsupportedHttpVersionException
                                ? "has an HTTP version other than 1.0 and 1.1"
                                : "is invalid HTTP (" + e.getClass().getSimpleName() + ")",
                        false));
    }

    /** Returns the failure itself, or ours for one of HttpCore. */
    static IOException translated(IOException e) {
        if (e instanceof MessageConstraintException) {
            // Of all texts of HttpCore, only this one quotes nothing.
            String problem = "has more or longer lines than this client accepts: " + e.getMessage();
            return sameStack(e, new InvalidResponse(problem, false));
        }
        if (e instanceof ConnectionClosedException
                || e instanceof NoHttpResponseException
                || e instanceof TruncatedChunkException) {
            return sameStack(e, new EOFException("connection ended before the response did"));
        }
        return e instanceof MalformedChunkCodingException
                ? sameStack(e, new InvalidResponse("is invalid: its chunks are malformed or end too early", true))
                : e;
    }

    private static IOException sameStack(Exception e, IOException ours) {
        ours.setStackTrace(e.getStackTrace());
        return ours;
    }
}
