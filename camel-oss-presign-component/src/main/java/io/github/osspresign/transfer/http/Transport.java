package io.github.osspresign.transfer.http;

import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.transfer.model.DownloadOptions;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.VerificationMode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CancellationException;
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
import org.apache.hc.core5.http.HttpHeaders;
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

/** Sends one request and returns its answer: no redirect, retry, cookie, authentication or decompression. */
public final class Transport implements AutoCloseable {

    private static final TimeValue KEEP_IDLE = TimeValue.ofMinutes(1);

    /** Far more than OSS sends, and a bound on what a hostile server can make us hold. */
    private static final Http1Config HTTP = Http1Config.custom()
            .setMaxHeaderCount(256)
            .setMaxLineLength(16 * 1024)
            .build();

    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;
    private final HostPolicy hostPolicy;
    private final @Nullable ProxyServer proxy;

    public Transport(DownloadOptions options, SSLContext tls, DnsResolver resolver) {
        hostPolicy = options.hostPolicy();
        proxy = options.proxy();
        Timeout stall = Timeout.of(options.stallTimeout());
        boolean unverified = options.verify() == VerificationMode.none;
        connections = new ObservedConnections()
                .setConnectionFactory(socket -> new NonLoggingConnection(HTTP, unverified))
                .setDnsResolver(proxy == null ? new CheckedDnsResolver(resolver, hostPolicy) : resolver)
                // Ours too: a trust manager that takes any certificate does not look at the host either.
                .setTlsSocketStrategy(timed(new DefaultClientTlsStrategy(
                        tls, HostnameVerificationPolicy.BOTH, new DefaultHostnameVerifier())))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(options.connectTimeout()))
                        .setSocketTimeout(stall)
                        // Nothing is retried here, so a connection that the service gave up meanwhile must not be used.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                // How many downloads run at a time is the caller's to decide.
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
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
        // Links at start what the first request would link.
        new NonLoggingConnection(HTTP, unverified).close(CloseMode.IMMEDIATE);
    }

    /** Connects as its base does, by sockets that know how they have ended. */
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
                // Where it fails there may be another address to connect to.
                timeout.expectNothing();
            }
        };
    }

    /**
     * Sends the request target as it stands in the link, with these headers and no others.
     *
     * @param timeout can break this one off from the moment it begins; the answer closes it
     * @throws IOException where no answer came; a refused address is in its chain of causes
     */
    Response get(LinkAddress address, Map<String, String> headers, StepTimeout timeout) throws IOException {
        return send("GET", address, headers, null, timeout);
    }

    /**
     * The same with a body, whose length is among the headers.
     *
     * @throws IOException where no answer came, or what the body threw
     */
    public Response put(LinkAddress address, Map<String, String> headers, HttpEntity body, StepTimeout timeout)
            throws IOException {
        return send("PUT", address, headers, body, timeout);
    }

    private Response send(
            String method,
            LinkAddress address,
            Map<String, String> headers,
            @Nullable HttpEntity body,
            StepTimeout timeout)
            throws IOException {
        connections.closeIdle(KEEP_IDLE);
        ClassicHttpRequest request = request(method, address);
        headers.forEach(request::addHeader);
        request.setEntity(body);
        HttpClientContext context = HttpClientContext.create();
        VerbatimRequestExecutor.send(request, timeout, context);
        HttpUriRequestBase standIn = new HttpUriRequestBase("GET", URI.create("/"));
        boolean answered = false;
        try {
            timeout.begin(standIn);
            BackgroundDnsResolver.resolveFor(timeout);
            Response response = new Response(standIn, execute(target(address), standIn, context, timeout), timeout);
            timeout.expectNothing();
            answered = true;
            return response;
        } catch (IOException e) {
            throw timeout.explained(e);
        } catch (CancellationException e) {
            // How the pool of connections answers an interrupted thread.
            throw new InterruptedIOException("interrupted before there was a connection");
        } catch (IllegalStateException e) {
            // How the client answers who breaks off just before it connects.
            if (!standIn.isCancelled()) {
                throw e;
            }
            throw timeout.explained(new IOException("broken off before there was a connection", e));
        } catch (LinkageError e) {
            // An error would pass everything that handles a failed download.
            throw HttpLibrary.unusable(e);
        } finally {
            BackgroundDnsResolver.resolveFor(null);
            if (!answered) {
                timeout.close();
            }
        }
    }

    /**
     * Executes the request, on further connections where the service closes those of earlier requests just when this one
     * is sent (RFC 9112, 9.3.1). Each of them can be given up once, and a new one is not.
     */
    private ClassicHttpResponse execute(
            HttpHost target, ClassicHttpRequest request, HttpContext context, StepTimeout timeout) throws IOException {
        while (true) {
            try {
                return client.executeOpen(target, request, context);
            } catch (GivenUpConnectionException e) {
                timeout.expectConnection();
            }
        }
    }

    private ClassicHttpRequest request(String method, LinkAddress address) throws IOException {
        if (proxy == null) {
            return new BasicClassicHttpRequest(method, address.scheme(), null, address.requestTarget());
        }
        if (address.isIpAddress()) {
            // Nothing is resolved on our side, so this is where the address is checked.
            hostPolicy.check(address.host(), InetAddress.getByName(address.host()));
        }
        if (address.scheme().equals("https")) {
            return new BasicClassicHttpRequest(method, address.scheme(), null, address.requestTarget());
        }
        String absoluteForm = "http://" + address.host() + ":" + address.port() + address.requestTarget();
        ClassicHttpRequest request = new BasicClassicHttpRequest(method, address.scheme(), null, absoluteForm);
        String authorization = proxy.authorization();
        if (authorization != null) {
            request.addHeader(HttpHeaders.PROXY_AUTHORIZATION, authorization);
        }
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
