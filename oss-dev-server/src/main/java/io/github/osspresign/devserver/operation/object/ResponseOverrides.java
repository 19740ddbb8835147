// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.request.OssRequest;
import java.util.Map;

/** The {@code response-*} parameters, which override stored headers in the response of GetObject. */
final class ResponseOverrides {

    private static final Map<String, String> HEADERS_BY_PARAMETER = Map.of(
            "response-content-type", "Content-Type",
            "response-content-language", "Content-Language",
            "response-expires", "Expires",
            "response-cache-control", "Cache-Control",
            "response-content-disposition", "Content-Disposition",
            "response-content-encoding", "Content-Encoding");

    private ResponseOverrides() {}

    static Headers apply(OssRequest request, Headers stored) {
        Headers headers = stored;
        for (Map.Entry<String, String> override : HEADERS_BY_PARAMETER.entrySet()) {
            String value = request.query().first(override.getKey());
            if (value != null) {
                headers = headers.with(override.getValue(), checked(override.getKey(), value));
            }
        }
        return headers;
    }

    /** Rejects line breaks, which would let the author of a link add response headers. */
    private static String checked(String parameter, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("The value of a response header must not hold control characters.")
                    .with("ArgumentName", parameter);
        }
        return value;
    }
}
