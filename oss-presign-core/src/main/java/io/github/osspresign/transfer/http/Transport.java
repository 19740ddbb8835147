// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.transfer.failure.Handover;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerificationMode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Sends single requests, without redirects, retries, cookies, authentication or decompression. */
public final class Transport implements AutoCloseable {

    private static final TimeValue KEEP_IDLE = TimeValue.ofMinutes(1);

    /** A service may close an idle connection after this time. One that it closes earlier costs a second request. */
    private static final TimeValue VALIDATE_IDLE = TimeValue.ofSeconds(1);

    private static final long LOOK_FOR_IDLE_SECONDS = 1;

    /** Limits of a response head: far above what OSS sends, they bound the memory that a hostile server can use. */
    private static final Http1Config HTTP = Http1Config.custom()
            .setMaxHeaderCount(256)
            .setMaxLineLength(16 * 1024)
            .build();

    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;
    private final HostPolicy hostPolicy;
    private final @Nullable ProxyServer proxy;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    /** Whether the next look at the idle connections is scheduled. */
    private final AtomicBoolean looks = new AtomicBoolean();

    /**
     * Creates a transport with its own connection pool.
     *
     * @param timer starts tasks that do not block
     * @param workers run tasks that may block, such as closing a connection
     */
    public Transport(
            TransferOptions options,
            SSLContext tls,
            DnsResolver resolver,
            ScheduledExecutorService timer,
            Executor workers) {
        this.timer = timer;
        this.workers = workers;
        hostPolicy = options.hostPolicy();
        proxy = options.proxy();
        Timeout stall = Timeout.of(options.stallTimeout());
        boolean unverified = options.verify() == VerificationMode.none;
        connections = new ObservedConnections()
                .setConnectionFactory(socket -> new NonLoggingConnection(HTTP, unverified))
                .setDnsResolver(new CheckedDnsResolver(resolver, proxy == null ? hostPolicy : null))
                // Host names are verified here, too, because a trust manager that accepts any certificate does not
                // verify them.
                .setTlsSocketStrategy(timed(new DefaultClientTlsStrategy(
                        tls, HostnameVerificationPolicy.BOTH, new DefaultHostnameVerifier())))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(options.connectTimeout()))
                        .setSocketTimeout(stall)
                        // Each use of a connection looks for unread bytes, which is cheap. This look takes 1 ms.
                        .setValidateAfterInactivity(VALIDATE_IDLE)
                        .build())
                // The caller limits the number of transfers.
                .setMaxConnPerRoute(Integer.MAX_VALUE)
                .setMaxConnTotal(Integer.MAX_VALUE)
                .build();
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .setRequestExecutor(new VerbatimRequestExecutor(proxy))
                .setProxy(proxy == null ? null : new HttpHost("http", proxy.host(), proxy.port()))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(stall)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
        // Fails early if the HttpClient on the class path is incompatible.
        new NonLoggingConnection(HTTP, unverified).close(CloseMode.IMMEDIATE);
    }

    /** Connection manager whose sockets remember how they ended. */
    private static final class ObservedConnections extends PoolingHttpClientConnectionManagerBuilder {
        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    noProxy -> new ObservedSocket(),
                    ports,
                    names,
                    RegistryBuilder.<TlsSocketStrategy>create()
                            .register(URIScheme.HTTPS.id, tls)
                            .build());
        }
    }

    private static TlsSocketStrategy timed(TlsSocketStrategy tls) {
        return (socket, host, port, attachment, context) -> {
            StepTimeout timeout = VerbatimRequestExecutor.timeout(context);
            timeout.expectHandshake();
            try {
                return tls.upgrade(socket, host, port, attachment, context);
            } finally {
                // There may be another address to connect to.
                timeout.expectNothing();
            }
        };
    }

    /**
     * Sends a request with the request target exactly as in the link, and with only the given headers. It is not redirected.
     *
     * @param body {@code null} for none; its length is among the headers
     * @param timeout can cancel the request from its beginning; the response closes it
     * @throws IOException if there is no response, or the body throws it; a refused address is among the causes
     */
    public Response send(
            String method,
            LinkAddress address,
            Map<String, String> headers,
            @Nullable HttpEntity body,
            StepTimeout timeout)
            throws IOException {
        ClassicHttpRequest request = request(method, address);
        headers.forEach(request::addHeader);
        request.setEntity(body);
        HttpClientContext context = HttpClientContext.create();
        VerbatimRequestExecutor.send(request, timeout, context);

        HttpUriRequestBase standIn = timeout.begin();
        try (Handover handover = new Handover(timeout)) {
            CheckedDnsResolver.resolveFor(timeout);
            Response response = new Response(execute(target(address), standIn, context, timeout), timeout);
            timeout.expectNothing();
            lookForIdle();
            return handover.to(response);
        } catch (IOException e) {
            throw timeout.explained(e);
        } catch (CancellationException e) {
            // The connection pool throws this if the thread is interrupted.
            throw new InterruptedIOException("interrupted before there was a connection");
        } catch (RuntimeException e) {
            // HttpClient throws several types if the request is cancelled just before it connects.
            if (!standIn.isCancelled()) {
                throw e;
            }
            throw timeout.explained(new IOException("cancelled before there was a connection", e));
        } catch (LinkageError e) {
            // An Error would bypass all handling of failed transfers.
            throw HttpLibrary.unusable(e);
        } finally {
            CheckedDnsResolver.resolveFor(null);
        }
    }

    /** Looks at the idle connections each second, as long as there are any connections. */
    private void lookForIdle() {
        if (!looks.getAndSet(true)) {
            Future<?> unused =
                    timer.schedule(() -> workers.execute(this::closeIdle), LOOK_FOR_IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void closeIdle() {
        connections.closeIdle(KEEP_IDLE);
        looks.set(false);
        if (!connections.getRoutes().isEmpty()) {
            lookForIdle();
        }
    }

    /**
     * Executes the request, again on another connection if a reused one cannot be used, or if the service closed it just
     * when the request was sent (RFC 9112, 9.3.1). A connection can be given up so once, and a new one is not.
     */
    private ClassicHttpResponse execute(
            HttpHost target, ClassicHttpRequest request, HttpContext context, StepTimeout timeout) throws IOException {
        while (true) {
            try {
                return client.executeOpen(target, request, context);
            } catch (NonLoggingConnection.GivenUpException e) {
                timeout.expectConnection();
            }
        }
    }

    private ClassicHttpRequest request(String method, LinkAddress address) throws IOException {
        if (proxy != null && address.isIpAddress()) {
            // The proxy resolves host names, so only literal addresses can be checked here.
            try {
                hostPolicy.check(address.host(), InetAddress.getByName(address.host()));
            } catch (HostNotAllowedException e) {
                throw new PlainFailure(request -> request.refused(e));
            }
        }
        if (proxy == null || address.scheme().equals("https")) {
            return new BasicClassicHttpRequest(method, address.scheme(), null, address.requestTarget());
        }
        String absoluteForm = "http://" + address.host() + ":" + address.port() + address.requestTarget();
        ClassicHttpRequest request = new BasicClassicHttpRequest(method, address.scheme(), null, absoluteForm);
        VerbatimRequestExecutor.authorize(request, proxy);
        return request;
    }

    private static HttpHost target(LinkAddress address) {
        String host = address.host();
        boolean bracketed = host.startsWith("[");
        return new HttpHost(address.scheme(), bracketed ? host.substring(1, host.length() - 1) : host, address.port());
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
