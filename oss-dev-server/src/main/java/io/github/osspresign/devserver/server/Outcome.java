// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request, and what the logs say about it.
 *
 * @param errorCode error code of OSS, or null if the request succeeded
 * @param diagnosis sentence without secrets that says why the request was refused, or what is unsafe about it, or null
 */
record Outcome(
        Response response,
        @Nullable String errorCode,
        @Nullable String diagnosis) {

    /** Returns the line of the log that says why a request was refused: time, request ID and diagnosis; or null. */
    @Nullable String refusalLine(Request request) {
        return errorCode == null || diagnosis == null
                ? null
                : IsoTime.format(request.receivedAt()) + " "
                        + response.headers().first("x-oss-request-id") + " refused: " + diagnosis;
    }

    Outcome withResponse(Response changed) {
        return new Outcome(changed, errorCode, diagnosis);
    }
}
