// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.ProxyServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends the request stored in the context unchanged. HttpClient sees only a stand-in, so it cannot normalise the link,
 * add headers or log it.
 */
final class VerbatimRequestExecutor extends HttpRequestExecutor {

    private static final String REQUEST = VerbatimRequestExecutor.class.getName();
    private static final String TIMEOUT = StepTimeout.class.getName();

    private final @Nullable ProxyServer proxy;

    /**
     * Creates an executor for the connections to a proxy or to the service.
     *
     * @param proxy {@code null} if connections lead to the service itself
     */
    VerbatimRequestExecutor(@Nullable ProxyServer proxy) {
        this.proxy = proxy;
    }

    /** Stores the request to send in place of the stand-in, and its timeout. */
    static void send(ClassicHttpRequest request, StepTimeout timeout, HttpContext context) {
        context.setAttribute(REQUEST, request);
        context.setAttribute(TIMEOUT, timeout);
    }

    /** Returns the timeout of the request in the context. */
    static StepTimeout timeout(HttpContext context) {
        return (StepTimeout) context.getAttribute(TIMEOUT);
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest standIn,
            HttpClientConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        // One timeout for all that precedes the head, such as interim responses without end.
        timeout(context).expectProgress();
        boolean tunnel = standIn.getMethod().equals("CONNECT");
        ClassicHttpRequest request = tunnel ? standIn : (ClassicHttpRequest) context.getAttribute(REQUEST);
        if (tunnel && proxy != null) {
            request.setHeader(HttpHeaders.USER_AGENT, RequestHeaders.USER_AGENT);
            authorize(request, proxy);
        }
        ClassicHttpResponse response;
        try {
            response = super.execute(request, connection, informationCallback, context);
        } catch (InterruptedIOException | NonLoggingConnection.GivenUpException e) {
            throw e;
        } catch (IOException e) {
            // A body is not sent again, since it may have been stored already.
            boolean givenUp = request.getEntity() == null && ((NonLoggingConnection) connection).isGivenUp();
            throw givenUp ? new NonLoggingConnection.GivenUpException(e) : e;
        }
        int status = response.getCode();
        if (proxy != null && (tunnel ? status != 200 : status == 407)) {
            // Reported here, since HttpClient would quote the response.
            throw new PlainFailure("proxy " + proxy + " refused the request: HTTP " + status, status >= 500);
        }
        return response;
    }

    /** Adds the credentials for the proxy, if it needs any. */
    static void authorize(ClassicHttpRequest request, ProxyServer proxy) {
        String authorization = proxy.authorization();
        if (authorization != null) {
            request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, authorization);
        }
    }
}
