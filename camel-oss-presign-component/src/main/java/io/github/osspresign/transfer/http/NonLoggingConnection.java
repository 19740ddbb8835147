package io.github.osspresign.transfer.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that writes neither request line nor bytes into a log: at debug level HttpClient would, links and all. It
 * hears an answer that comes before all of a body has been sent.
 */
final class NonLoggingConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    /*
     * HttpClient's own managed connection is final before 5.6, and the one that logs. Platforms bring 5.5 (Spring Boot,
     * Quarkus), so this one is made from the connection of HttpCore, which is open to extension in all of them.
     */

    private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);

    /** Whether the service has answered and hung up on a body. */
    private boolean brokenOff;

    private volatile boolean closed;

    /** How many have been sent over it, without the one that opens a tunnel. */
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
            // Broken off while it connected; nobody closes it any more.
            super.close(CloseMode.IMMEDIATE);
            throw new InterruptedIOException("connection is closed already");
        }
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder sockets = getSocketHolder();
        return sockets == null ? null : sockets.getSocket();
    }

    /** Nothing to do: the pool sets the time limit of the socket anew with each lease. */
    @Override
    public void passivate() {}

    /** Nothing to do, as for {@link #passivate()}. */
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
            // Who refuses a body may hang up on the rest of it, but not without a word.
            if (!isAnswered()) {
                throw e;
            }
            brokenOff = true;
        }
    }

    /** Only where bytes have come is it asked what they are: under TLS they need not be an answer, and asking takes a wait. */
    private boolean isAnswered() throws IOException {
        SocketHolder sockets = getSocketHolder();
        return sockets != null && sockets.getBaseSocket().getInputStream().available() > 0 && isDataAvailable(AT_ONCE);
    }

    @Override
    public void flush() throws IOException {
        if (!brokenOff) {
            super.flush();
        }
    }

    /** The end of the connection ends no body but one without length and chunks, under TLS only with close_notify. */
    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream in) {
        BooleanSupplier cut = length == ContentLengthStrategy.UNDEFINED ? this::isCutBelowTls : () -> true;
        return super.createContentInputStream(length, buffer, new CutStream(in, cut));
    }

    private boolean isCutBelowTls() {
        SocketHolder sockets = getSocketHolder();
        return unverified
                && sockets != null
                && (sockets.getSSLSocket() != null && ((ObservedSocket) sockets.getBaseSocket()).ended());
    }

    // What has come before a request is no response to it (RFC 9112, 6.3): such a connection brings nothing any more.

    /** Also where no pool has looked in between: bytes in clear behind a proxy's answer are not from within its tunnel. */
    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        requests += request.getMethod().equals("CONNECT") ? 0 : 1;
        if (heads.hasUnread()) {
            throw new IOException("bytes came before the request");
        }
        heads.expectResponse();
        super.sendRequestHeader(request);
    }

    /** Whether the service has given the connection up between two requests, as far as the second one can tell. */
    boolean isGivenUp() {
        return requests > 1 && !heads.hasBegun();
    }

    @Override
    public boolean isStale() throws IOException {
        return super.isStale() || heads.hasUnread();
    }

    @Override
    public boolean isConsistent() {
        return !brokenOff && !heads.hasUnread() && super.isConsistent();
    }
}
