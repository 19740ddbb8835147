// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Connection that never logs request lines or bytes, as HttpClient does at debug level, links included. It also receives
 * a final response that arrives before the request body is sent completely.
 */
final class NonLoggingConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    /*
     * HttpClient's own managed connection logs, and is final before version 5.6. Platforms use 5.5 (Spring Boot,
     * Quarkus), so this class extends the connection of HttpCore, which is not final in any supported version.
     */

    /**
     * Thrown if a reused connection could not be used for a request, or was closed without a byte of a response; the
     * request may then be sent again.
     */
    static final class GivenUpException extends IOException {
        private static final long serialVersionUID = 1L;

        GivenUpException(IOException cause) {
            super(cause);
        }
    }

    private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);

    /** Final response that came before the end of the request body, after which the connection is not used again. */
    private @Nullable ClassicHttpResponse early;

    private volatile boolean closed;

    /** Number of requests sent, without the one that opens a tunnel. */
    private int requests;

    private final BoundedHeadParser heads;
    private final boolean unverified;

    /**
     * Creates a connection that is not open yet.
     *
     * @param unverified whether a body may end with its connection although nothing else shows that it is whole
     */
    NonLoggingConnection(Http1Config config, boolean unverified) {
        this(config, unverified, new BoundedHeadParser(config));
    }

    private NonLoggingConnection(Http1Config config, boolean unverified, BoundedHeadParser heads) {
        super(
                config,
                null,
                null,
                null,
                null,
                (request, connection, in, sent, next) -> ((NonLoggingConnection) connection).isAnswered(),
                null,
                ignored -> heads);
        this.heads = heads;
        this.unverified = unverified;
    }

    @Override
    protected void bind(SocketHolder holder) throws IOException {
        super.bind(holder);
        if (closed) {
            // Cancelled while it connected; nobody else closes it.
            super.close(CloseMode.IMMEDIATE);
            throw new InterruptedIOException("connection is closed already");
        }
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder sockets = getSocketHolder();
        return sockets == null ? null : sockets.getSocket();
    }

    /** Does nothing: the pool sets the socket timeout at each lease. */
    @Override
    public void passivate() {}

    /** Does nothing, as {@link #passivate()}. */
    @Override
    public void activate() {}

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }

    @Override
    public void close(CloseMode mode) {
        closed = true;
        super.close(mode);
    }

    @Override
    public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
        try {
            super.sendRequestEntity(request);
        } catch (SocketException e) {
            // A service that refuses a body may close the connection, but only after its response.
            if (!isAnswered()) {
                throw e;
            }
        }
    }

    /**
     * Returns whether there is a final response. Interim responses are dropped: a service or proxy may send them although
     * nobody has requested them. Under TLS, received bytes need not be a response, and testing them takes a wait; so they
     * are tested only if there are any.
     */
    private boolean isAnswered() throws IOException {
        SocketHolder sockets = getSocketHolder();
        boolean received = early == null
                && sockets != null
                && sockets.getBaseSocket().getInputStream().available() > 0;
        try {
            while (received && early == null && isDataAvailable(AT_ONCE)) {
                ClassicHttpResponse head = super.receiveResponseHeader();
                early = head.getCode() < HttpStatus.SC_SUCCESS ? null : head;
            }
        } catch (HttpException e) {
            throw new ClientProtocolException(e);
        }
        return early != null;
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        return early == null ? super.receiveResponseHeader() : early;
    }

    @Override
    public void flush() throws IOException {
        if (early == null) {
            super.flush();
        }
    }

    /**
     * Reports an early end of the connection. It is a valid end only of a body without length and chunks, and under TLS
     * only with close_notify.
     */
    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream in) {
        BooleanSupplier cut = length == ContentLengthStrategy.UNDEFINED ? this::isCutBelowTls : () -> true;
        return super.createContentInputStream(length, buffer, new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                int taken = super.read(bytes, offset, count);
                if (taken < 0 && cut.getAsBoolean()) {
                    throw new ConnectionClosedException("connection ended before the body did");
                }
                return taken;
            }
        });
    }

    private boolean isCutBelowTls() {
        SocketHolder sockets = getSocketHolder();
        return unverified
                && sockets != null
                && (sockets.getSSLSocket() != null && ((ObservedSocket) sockets.getBaseSocket()).ended());
    }

    /*
     * Bytes received before a request are no response to it (RFC 9112, 6.3): an attacker who makes a service send two
     * responses would choose the second one. So each request looks for unread bytes just before it is sent: in the
     * parser, in the TLS socket, and in the system. Under TLS, bytes in the system need not be a response, which only
     * reading them shows.
     *
     * A connection that the service has closed meanwhile costs a read with a timeout to recognise. A request without body
     * does without: it is sent again if the service does not respond. A body is not sent twice, so it takes the read.
     */

    /** Looks for unread bytes. After the response of a proxy, they do not come from within its tunnel. */
    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        requests += request.getMethod().equals("CONNECT") ? 0 : 1;
        if (requests > 1 && (request.getEntity() == null ? hasUnread() : isStale())) {
            throw new GivenUpException(new IOException("connection was closed, or bytes came before the request"));
        }
        if (heads.hasUnread()) {
            throw new IOException("bytes came before the request");
        }
        heads.expectResponse();
        super.sendRequestHeader(request);
    }

    /** Returns whether the service closed a reused connection without a byte of a response to the last request. */
    boolean isGivenUp() {
        return requests > 1 && !heads.hasBegun();
    }

    /** Returns whether bytes have been received that belong to no request, or the connection is known to be broken. */
    private boolean hasUnread() {
        SocketHolder sockets = getSocketHolder();
        if (sockets == null || heads.hasUnread()) {
            return true;
        }
        try {
            SSLSocket tls = sockets.getSSLSocket();
            if (tls != null && tls.getInputStream().available() > 0) {
                return true;
            }
            boolean received = sockets.getBaseSocket().getInputStream().available() > 0;
            return received && (tls == null || isStale());
        } catch (IOException e) {
            return true;
        }
    }

    /** Returns whether the connection was closed, is broken or has unread bytes. */
    @Override
    public boolean isStale() {
        try {
            return super.isStale() || heads.hasUnread();
        } catch (IOException e) {
            // Also a TLS failure, which HttpCore would pass on.
            return true;
        }
    }

    @Override
    public boolean isConsistent() {
        return early == null && !heads.hasUnread() && super.isConsistent();
    }
}
