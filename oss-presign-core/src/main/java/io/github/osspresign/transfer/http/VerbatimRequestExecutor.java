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
        if (proxy != null && standIn.getMethod().equals("CONNECT")) {
            return connect(proxy, standIn, connection, informationCallback, context);
        }
        ClassicHttpRequest request = (ClassicHttpRequest) context.getAttribute(REQUEST);
        ClassicHttpResponse response =
                execute(request, (NonLoggingConnection) connection, informationCallback, context);
        if (proxy != null && response.getCode() == 407) {
            throw refused(proxy, response.getCode());
        }
        return response;
    }

    /**
     * Executes the request. One without body may be sent again if a reused connection was closed; a body may have been
     * stored already.
     */
    private ClassicHttpResponse execute(
            ClassicHttpRequest request,
            NonLoggingConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        try {
            return super.execute(request, connection, informationCallback, context);
        } catch (InterruptedIOException | GivenUpConnectionException e) {
            throw e;
        } catch (IOException e) {
            throw request.getEntity() == null && connection.isGivenUp() ? new GivenUpConnectionException(e) : e;
        }
    }

    /** Creates the failure of a request to which the proxy, not the service, has responded with an error. */
    private static PlainFailure refused(ProxyServer proxy, int status) {
        return new PlainFailure("proxy " + proxy + " refused the request: HTTP " + status, status >= 500);
    }

    /** Opens a tunnel. An error of the proxy is reported here, since HttpClient would quote it. */
    private ClassicHttpResponse connect(
            ProxyServer asked,
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        request.setHeader(HttpHeaders.USER_AGENT, RequestHeaders.USER_AGENT);
        String authorization = asked.authorization();
        if (authorization != null) {
            request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, authorization);
        }
        ClassicHttpResponse response = super.execute(request, connection, informationCallback, context);
        if (response.getCode() != 200) {
            throw refused(asked, response.getCode());
        }
        return response;
    }
}
