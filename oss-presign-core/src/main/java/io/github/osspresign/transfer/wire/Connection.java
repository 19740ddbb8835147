// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import io.github.osspresign.transfer.failure.DirectMemory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Connection to a service or a proxy. It logs neither links nor bytes, and receives a final response that arrives before the
 * request body is sent completely.
 */
final class Connection extends DefaultBHttpClientConnection {

    /*
     * HttpCore's HttpRequestExecutor drives a connection, always in this order; what each override relies on:
     *
     *  1. sendRequestHeader    Nothing was received since the last response (of a proxy). From here on, the parser of heads
     *                          knows whether a byte has come.
     *  2. sendRequestEntity    Only with a body. After each piece HttpCore asks isAnswered, which is passed to the
     *                          constructor as strategy; a final response ends the body. So does a broken write, if the
     *                          response came before it.
     *  3. flush                Skipped after an early response: the service may not read any more.
     *  4. receiveResponseHeader  Repeated by HttpCore while the status is below 200. The early response is returned again.
     *  5. receiveResponseEntity  Calls createContentInputStream, unless the response has no body.
     *     On any exception HttpCore calls close(CloseMode.IMMEDIATE) and passes it on; execute translates it.
     *
     * The user of the response calls isConsistent at the end of its body, before others may use the connection, and
     * isUsable, thus isStale, before the next request. bind and close come from Connector and from any thread that cancels:
     * the flag closed is set before the socket is closed and read after it is bound, so one of both sees the other.
     *
     * Three clocks end a wait. The timeout of the socket counts while it connects only, and is off afterwards. The step
     * (StepTimeout) limits everything until the next byte that the caller waits for. The deadline limits the transfer. The
     * last two close the socket, whichever comes first; the failure of the closed socket is then replaced: by the deadline
     * if it has passed, otherwise by the step.
     */

    /** Limits of a response head: far above what OSS sends, they bound the memory that a hostile server can use. */
    private static final Http1Config HTTP = Http1Config.custom()
            .setMaxHeaderCount(256)
            .setMaxLineLength(16 * 1024)
            .build();

    private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();
    private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);

    /** Final response that came before the end of the request body, after which the connection is not used again. */
    private @Nullable ClassicHttpResponse early;

    private volatile boolean closed;

    private final BoundedHeadParser heads;
    private final boolean unverified;

    /**
     * Creates a connection that is not open yet.
     *
     * @param unverified whether a body may end with its connection although nothing else shows that it is whole
     */
    Connection(boolean unverified) {
        this(unverified, new BoundedHeadParser(HTTP));
    }

    private Connection(boolean unverified, BoundedHeadParser heads) {
        super(
                HTTP,
                null,
                null,
                null,
                null,
                (request, connection, in, sent, next) -> ((Connection) connection).isAnswered(),
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

    /** Returns the socket below TLS. */
    Socket socket() throws IOException {
        try {
            return ensureOpen().getBaseSocket();
        } catch (IOException e) {
            // Cancelled between its steps.
            throw HttpCoreFailure.translated(e);
        }
    }

    /** Closes the socket at once: HttpCore would wait for an end of the service, and nobody could end that wait. */
    @Override
    public void close() {
        close(CloseMode.IMMEDIATE);
    }

    @Override
    public void close(CloseMode mode) {
        closed = true;
        super.close(mode);
    }

    /**
     * Sends a request exactly as it is, and receives the head of its response.
     *
     * @throws IOException if there is no response; the connection is closed then
     */
    ClassicHttpResponse execute(ClassicHttpRequest request) throws IOException {
        try {
            return EXECUTOR.execute(request, this, HttpCoreContext.create());
        } catch (HttpException e) {
            throw HttpCoreFailure.translated(e);
        } catch (IOException e) {
            throw HttpCoreFailure.translated(e);
        }
    }

    @Override
    public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
        try {
            super.sendRequestEntity(request);
        } catch (IOException e) {
            // A service that refuses a body may close the connection, but only after its response. A write over a
            // channel fails with an exception of no subclass. Other failures are those of the source, or the request
            // has
            // ended.
            boolean written = e instanceof SocketException || e.getClass() == IOException.class;
            if (!written || !isAnswered()) {
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
                ClassicHttpResponse head = receiveResponseHeader();
                early = head.getCode() < HttpStatus.SC_SUCCESS ? null : head;
            }
        } catch (HttpException e) {
            throw HttpCoreFailure.translated(e);
        }
        return early != null;
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        ClassicHttpResponse head = early == null ? super.receiveResponseHeader() : early;
        if (head.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
            throw new ProtocolException("No other protocol was requested");
        }
        return head;
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
        BooleanSupplier isCut = length == ContentLengthStrategy.UNDEFINED ? this::isCutBelowTls : () -> true;
        InputStream observed = new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                int taken = super.read(bytes, offset, Math.min(count, DirectMemory.MOST_AT_ONCE));
                if (taken < 0 && isCut.getAsBoolean()) {
                    throw cutFailure();
                }
                return taken;
            }
        };
        SocketHolder sockets = getSocketHolder();
        SocketChannel plain = sockets == null || sockets.getSSLSocket() != null
                ? null
                : sockets.getBaseSocket().getChannel();
        return length < 0 || plain == null
                ? super.createContentInputStream(length, buffer, observed)
                : new PlainBody(length, buffer, observed, plain);
    }

    /** Creates the failure of a body whose connection ended before it. */
    static ConnectionClosedException cutFailure() {
        return new ConnectionClosedException("connection ended before the body did");
    }

    private boolean isCutBelowTls() {
        SocketHolder sockets = getSocketHolder();
        return unverified
                && sockets != null
                && (sockets.getSSLSocket() != null && ((ObservedSocket) sockets.getBaseSocket()).ended());
    }

    /*
     * Bytes received before a request are no response to it (RFC 9112, 6.3): an attacker who makes a service send two
     * responses would choose the second one. So before each further request there is a look for unread bytes: in the
     * parser, in the TLS socket, and in the system. Under TLS, bytes in the system need not be a response, which only
     * reading them shows.
     *
     * A connection that the service has closed meanwhile costs a read with a timeout to recognise. A request without body
     * does without: it is sent again if the service does not respond. A body is not sent twice, so it takes the read.
     */

    /** Returns whether a further request can be sent. */
    boolean isUsable(ClassicHttpRequest request) {
        return !(request.getEntity() == null ? hasUnread() : isStale());
    }

    /** Refuses bytes that followed the response of a proxy: they do not come from within its tunnel. */
    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        if (heads.hasUnread()) {
            throw new IOException("bytes came before the request");
        }
        heads.expectResponse();
        super.sendRequestHeader(request);
    }

    /** Returns whether a byte of a response to the last request has been received. */
    boolean isResponding() {
        return heads.hasBegun();
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
