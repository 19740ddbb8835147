// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.util.Locale;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * Sets the Connection header of every response. Unlike HttpCore, it keeps the connection open after an error, as OSS
 * does. It closes the connection after a request with two lengths of its body, as RFC 9112 section 6.1 demands.
 */
final class ConnectionHeaderInterceptor implements HttpResponseInterceptor {

    @Override
    public void process(HttpResponse response, EntityDetails entity, HttpContext context) {
        if (!response.containsHeader(HttpHeaders.CONNECTION)) {
            HttpRequest request = HttpCoreContext.cast(context).getRequest();
            response.setHeader(HttpHeaders.CONNECTION, staysOpen(request) ? "keep-alive" : "close");
        }
    }

    private static boolean staysOpen(HttpRequest request) {
        if (request.containsHeader(HttpHeaders.CONTENT_LENGTH)
                && request.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return false;
        }
        Header requested = request.getFirstHeader(HttpHeaders.CONNECTION);
        String value = requested == null ? "" : requested.getValue().toLowerCase(Locale.ROOT);
        return HttpVersion.HTTP_1_0.equals(request.getVersion())
                ? value.contains("keep-alive")
                : !value.contains("close");
    }
}
