// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.Response;

/** The line of the log that says why a request was refused: time, request ID and a sentence without secrets. */
final class RefusalLine {

    private RefusalLine() {}

    /** Returns the line for a diagnosis without secrets. */
    static String of(Request request, Response response, String diagnosis) {
        return IsoTime.format(request.receivedAt()) + " " + response.headers().first("x-oss-request-id") + " refused: "
                + diagnosis;
    }
}
