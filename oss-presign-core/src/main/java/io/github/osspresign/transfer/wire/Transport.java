// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.transfer.failure.DirectMemory;
import io.github.osspresign.transfer.failure.Handover;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Sends single requests, without redirects, retries, cookies, authentication or decompression. */
public final class Transport {

    /** Name of this client in all its requests. */
    public static final String USER_AGENT = "camel-oss-presign";

    private final TransferOptions options;
    private final @Nullable ProxyServer proxy;
    private final Connector connector;
    private final IdleConnections idle;

    /**
     * Creates a transport.
     *
     * @param idle connections that were opened with the same settings
     */
    public Transport(TransferOptions options, SSLContext tls, HostResolver resolver, IdleConnections idle) {
        this.options = options;
        this.proxy = options.proxy();
        this.connector = new Connector(options, tls, resolver);
        this.idle = idle;
        // Fails early if the HttpCore on the class path is incompatible.
        new Connection(false).close(CloseMode.IMMEDIATE);
    }

    /**
     * Sends a request with the request target exactly as in the link, and with only the given headers. It is not redirected.
     *
     * @param body {@code null} for none; its length is among the headers
     * @param timeout can cancel the request from its beginning; the response closes it
     * @throws IOException if there is no response or its address is not allowed, or the body throws it
     */
    public Response send(
            String method,
            LinkAddress address,
            Map<String, String> headers,
            @Nullable RequestBody body,
            StepTimeout timeout)
            throws IOException {
        ClassicHttpRequest request = request(method, address);
        headers.forEach(request::addHeader);
        if (body != null) {
            request.setEntity(new EntityTemplate(body.length(), null, null, body.writer()::writeTo));
        }
        timeout.begin();
        try (Handover handover = new Handover(timeout)) {
            Response response = send(request, Route.of(address), timeout);
            timeout.expectNothing();
            return handover.to(response);
        } catch (IOException e) {
            throw timeout.explained(e);
        } catch (OutOfMemoryError e) {
            throw DirectMemory.lacking(e);
        } catch (LinkageError e) {
            // An Error would bypass all handling of failed transfers.
            throw HttpLibrary.unusable(e);
        }
    }

    /**
     * Sends the request, again over another connection if the service closed a reused one just when the request was sent
     * (RFC 9112, 9.3.1). A body is not sent again, since it may have been stored already.
     */
    private Response send(ClassicHttpRequest request, Route route, StepTimeout timeout) throws IOException {
        requireUninterrupted();
        for (Connection reused = idle.take(route); reused != null; reused = idle.take(route)) {
            timeout.guard(reused);
            timeout.expectProgress();
            if (reused.isUsable(request)) {
                try {
                    return send(request, reused, route, timeout);
                } catch (InterruptedIOException e) {
                    throw e;
                } catch (IOException e) {
                    if (request.getEntity() != null || reused.isResponding() || timeout.isOver()) {
                        throw e;
                    }
                }
            }
            reused.close(CloseMode.IMMEDIATE);
            // An interrupt makes a connection unusable, and would do so with all others.
            requireUninterrupted();
        }
        timeout.expectConnection();
        return send(request, connector.open(route, timeout), route, timeout);
    }

    private static void requireUninterrupted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted before there was a connection");
        }
    }

    private Response send(ClassicHttpRequest request, Connection connection, Route route, StepTimeout timeout)
            throws IOException {
        // One timeout for all that precedes the head, such as interim responses without end.
        timeout.expectProgress();
        ClassicHttpResponse response = connection.execute(request);
        if (proxy != null && response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
            throw Connector.refused(proxy, response.getCode());
        }
        boolean kept = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, HttpCoreContext.create());
        return new Response(response, timeout, () -> {
            if (kept && connection.isConsistent()) {
                idle.add(route, connection);
            } else {
                connection.close(CloseMode.IMMEDIATE);
            }
        });
    }

    private ClassicHttpRequest request(String method, LinkAddress address) throws IOException {
        if (proxy != null && address.isIpAddress()) {
            // The proxy resolves host names, so only literal addresses can be checked here.
            try {
                options.hostPolicy().check(address.host(), InetAddress.getByName(address.host()));
            } catch (HostNotAllowedException e) {
                throw new PlainFailure(request -> request.refused(e));
            }
        }
        if (proxy == null || address.scheme().equals("https")) {
            return new BasicClassicHttpRequest(method, address.scheme(), null, address.requestTarget());
        }
        String absoluteForm = "http://" + address.host() + ":" + address.port() + address.requestTarget();
        ClassicHttpRequest request = new BasicClassicHttpRequest(method, address.scheme(), null, absoluteForm);
        Connector.authorize(request, proxy);
        return request;
    }
}
