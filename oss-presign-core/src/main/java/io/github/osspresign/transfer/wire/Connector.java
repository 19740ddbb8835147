// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.transfer.failure.ConnectTimeoutException;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerificationMode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections, only to addresses that the host policy allows. There is no second look-up with a different result: the
 * checked address is the one connected to.
 */
final class Connector {

    private final TransferOptions options;
    private final @Nullable ProxyServer proxy;
    private final HostPolicy hostPolicy;
    private final HostResolver resolver;
    private final TlsSocketStrategy tls;

    Connector(TransferOptions options, SSLContext tls, HostResolver resolver) {
        this.options = options;
        this.proxy = options.proxy();
        this.hostPolicy = options.hostPolicy();
        this.resolver = resolver;
        // Host names are verified here, too, because a trust manager that accepts any certificate does not verify them.
        this.tls = new DefaultClientTlsStrategy(tls, HostnameVerificationPolicy.BOTH, new DefaultHostnameVerifier());
    }

    /**
     * Opens a connection.
     *
     * @param timeout limits each step, and can close the connection from its beginning
     * @throws IOException if none of the addresses can be connected to, or one of them is not allowed
     */
    Connection open(Route route, StepTimeout timeout) throws IOException {
        if (proxy == null) {
            return connect(route, hostPolicy, route.isEncrypted(), timeout);
        }
        Connection connection = through(proxy, route, timeout);
        if (route.isEncrypted()) {
            encrypt(connection, route, timeout);
        }
        return connection;
    }

    /** Connects to the proxy, and through it to the service if the route needs a tunnel. */
    private Connection through(ProxyServer proxy, Route route, StepTimeout timeout) throws IOException {
        try {
            Connection connection =
                    connect(new Route("http", proxy.host(), proxy.port()), null, route.isEncrypted(), timeout);
            if (route.isEncrypted()) {
                tunnel(connection, proxy, route, timeout);
            }
            return connection;
        } catch (IOException e) {
            IOException explained = timeout.explained(e);
            throw new PlainFailure(request -> request.proxy(proxy.toString(), explained));
        }
    }

    /**
     * Connects to the first address that can be connected to.
     *
     * @param observed whether the connection is for TLS, which needs to know how it ends
     */
    private Connection connect(Route to, @Nullable HostPolicy policy, boolean observed, StepTimeout timeout)
            throws IOException {
        InetAddress[] addresses = addresses(to.bareHost(), policy, timeout);
        for (int i = 0; ; i++) {
            Connection connection = new Connection(options.verify() == VerificationMode.none);
            timeout.guard(connection);
            try {
                Socket socket =
                        observed ? new ObservedSocket() : SocketChannel.open().socket();
                connection.bind(socket);
                connect(connection, socket, to, addresses[i], timeout);
                return connection;
            } catch (IOException e) {
                connection.close(CloseMode.IMMEDIATE);
                if (i == addresses.length - 1 || timeout.stalled()) {
                    throw e;
                }
            }
        }
    }

    /**
     * Returns the addresses of a host. Look-ups run on other threads, since they cannot be aborted: a cancelled request stops
     * waiting for its look-up.
     *
     * @param policy {@code null} for the host of a proxy, which the operator has set
     */
    private InetAddress[] addresses(String host, @Nullable HostPolicy policy, StepTimeout timeout) throws IOException {
        InetAddress[] addresses;
        try {
            addresses = timeout.await(() -> lookUp(host));
        } catch (TimeoutException e) {
            // The deadline of the transfer replaces this failure if it has passed.
            throw new ConnectTimeoutException(host + ": look-up of its addresses took too long");
        }
        try {
            for (InetAddress address : addresses) {
                if (policy != null) {
                    policy.check(host, address);
                }
            }
        } catch (HostNotAllowedException e) {
            throw new PlainFailure(request -> request.refused(e));
        }
        return addresses;
    }

    /** Returns one or more addresses. The resolver may be code of the user. */
    private InetAddress[] lookUp(String host) throws IOException {
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(host);
        } catch (RuntimeException e) {
            UnknownHostException failure = new UnknownHostException(host + ": resolver failed");
            failure.initCause(e);
            throw failure;
        }
        if (addresses == null
                || addresses.length == 0
                || Arrays.asList(addresses).contains(null)) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    private void connect(Connection connection, Socket socket, Route to, InetAddress address, StepTimeout timeout)
            throws IOException {
        int limit = Timeout.of(options.connectTimeout()).toMillisecondsIntBound();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(limit);
            socket.connect(new InetSocketAddress(address, to.port()), limit);
        } catch (SocketTimeoutException e) {
            throw new ConnectTimeoutException(to + ": " + e.getMessage());
        } catch (ConnectException | NoRouteToHostException e) {
            throw new ConnectException(to + ": " + e.getMessage());
        }
        if (to.isEncrypted()) {
            encrypt(connection, to, timeout);
        }
        // The timeout of the request limits all further steps, and without one here a read is a single system call.
        connection.setSocketTimeout(Timeout.DISABLED);
    }

    private void encrypt(Connection connection, Route to, StepTimeout timeout) throws IOException {
        Socket socket = connection.socket();
        timeout.expectHandshake();
        try {
            connection.bind(tls.upgrade(socket, to.bareHost(), to.port(), null, HttpCoreContext.create()), socket);
        } catch (IOException e) {
            if (timeout.stalled() || e instanceof SocketTimeoutException) {
                throw new ConnectTimeoutException(to + ": TLS handshake took too long");
            }
            throw e;
        } finally {
            // There may be another address to connect to.
            timeout.expectConnection();
        }
    }

    private static void tunnel(Connection connection, ProxyServer proxy, Route to, StepTimeout timeout)
            throws IOException {
        ClassicHttpRequest request = new BasicClassicHttpRequest("CONNECT", (HttpHost) null, to.toString());
        request.setHeader(HttpHeaders.HOST, to.toString());
        request.setHeader(HttpHeaders.USER_AGENT, Transport.USER_AGENT);
        authorize(request, proxy);
        timeout.expectProgress();
        int status = connection.execute(request).getCode();
        if (status != HttpStatus.SC_OK) {
            throw refused(proxy, status);
        }
    }

    /** Adds the credentials for the proxy, if it needs any. */
    static void authorize(ClassicHttpRequest request, ProxyServer proxy) {
        String authorization = proxy.authorization();
        if (authorization != null) {
            request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, authorization);
        }
    }

    /** Creates the failure of a request that the proxy has refused. */
    static PlainFailure refused(ProxyServer proxy, int status) {
        return new PlainFailure("proxy " + proxy + " refused the request: HTTP " + status, status >= 500);
    }
}
