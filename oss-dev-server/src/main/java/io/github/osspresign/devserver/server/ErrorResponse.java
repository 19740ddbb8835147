// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import io.github.osspresign.devserver.error.ErrorXml;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.Response;
import java.util.Base64;
import java.util.Map;

/** The response for an error. A HEAD response has no body, so it has the error in a header. */
final class ErrorResponse {

    private ErrorResponse() {}

    static Response of(OssException error, Request request, String requestId) {
        String host = request.header("Host");
        byte[] xml = ErrorXml.of(error, requestId, host == null ? "" : host);
        Response response = Response.of(error.status()).withHeader("Content-Type", "application/xml");
        for (Map.Entry<String, String> header : error.headers().entrySet()) {
            response = response.withHeader(header.getKey(), header.getValue());
        }
        if (!error.ec().isEmpty()) {
            response = response.withHeader("x-oss-ec", error.ec());
        }
        return request.method().equals("HEAD")
                ? response.withHeader("x-oss-err", Base64.getEncoder().encodeToString(xml))
                : response.withBody(Body.of(xml));
    }
}
