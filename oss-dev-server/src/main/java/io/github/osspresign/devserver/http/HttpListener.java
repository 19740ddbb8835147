// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnectionFactory;
import org.apache.hc.core5.http.impl.io.DefaultClassicHttpResponseFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParser;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.HttpFilterHandler;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.apache.hc.core5.http.io.support.HttpServerExpectationFilter;
import org.apache.hc.core5.http.io.support.HttpServerFilterChainElement;
import org.apache.hc.core5.http.io.support.HttpServerFilterChainRequestHandler;
import org.apache.hc.core5.http.io.support.TerminalServerFilter;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Listens on a socket, with one thread for each connection, and accepts every Host. */
public final class HttpListener {

    private static final Logger LOGGER = System.getLogger(HttpListener.class.getName());

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(500)
            .build();

    // Longer than the pauses of clients, and short enough to close dead connections.
    private static final Timeout IDLE_TIMEOUT = Timeout.ofMinutes(1);

    private static final int BACKLOG = 1024;
    /** Four times the longest line. */
    private static final int MAX_HEAD_BYTES = 256 * 1024;

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final ReopeningServerSocket socket;
    private final ConnectionThreads threads;
    private final ExchangeCounter exchanges;

    private HttpListener(ReopeningServerSocket socket, ConnectionThreads threads, ExchangeCounter exchanges) {
        this.socket = socket;
        this.threads = threads;
        this.exchanges = exchanges;
    }

    /**
     * Starts listening on the port, or on any free port if it is 0.
     *
     * @param tls settings for TLS, or null for plain HTTP
     */
    public static HttpListener start(
            InetAddress address, int port, @Nullable TlsSettings tls, Clock clock, RequestHandler handler)
            throws IOException {
        String scheme = tls == null ? "http" : "https";
        HttpRequestHandler adapter =
                (request, response, context) -> exchange(request, response, client(scheme, context), clock, handler);
        ExchangeCounter exchanges = new ExchangeCounter();
        ReopeningServerSocket socket = new ReopeningServerSocket(address, port, BACKLOG);
        HttpService service = new HttpService(
                HttpProcessorBuilder.create()
                        .addAll(new ResponseContent(true), new ConnectionHeaderInterceptor())
                        .build(),
                chain(
                        exchanges,
                        new HttpServerExpectationFilter(),
                        new TerminalServerFilter(
                                (request, context) -> adapter, DefaultClassicHttpResponseFactory.INSTANCE)),
                LIMITS,
                HttpListener::isReusable,
                null);
        ConnectionThreads threads = new ConnectionThreads(
                socket,
                IDLE_TIMEOUT,
                tls == null ? connections() : new TlsConnectionFactory(connections(), tls),
                service);
        threads.start();
        return new HttpListener(socket, threads, exchanges);
    }

    private static HttpServerRequestHandler chain(HttpFilterHandler... filters) {
        HttpServerFilterChainElement chain = null;
        for (int i = filters.length - 1; i >= 0; i--) {
            chain = new HttpServerFilterChainElement(filters[i], chain);
        }
        return new HttpServerFilterChainRequestHandler(chain);
    }

    /** Returns the host of a URL that reaches this listener from this machine. */
    public String host() {
        InetAddress address = socket.address();
        if (address instanceof Inet6Address) {
            // The zone after the percent sign is only valid on this machine.
            return "["
                    + (address.isAnyLocalAddress()
                            ? "::1"
                            : address.getHostAddress().replaceFirst("%.*", "")) + "]";
        }
        return address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    }

    /** Returns whether {@link #host()} is a loopback address. */
    public boolean isLoopback() {
        return socket.address().isAnyLocalAddress() || socket.address().isLoopbackAddress();
    }

    public int port() {
        return socket.port();
    }

    /** Refuses new connections. Existing connections stay open. */
    public void refuseConnections() throws IOException {
        socket.refuse();
    }

    /** Refuses new connections, and listens again after the pause. Existing connections stay open. */
    public void refuseConnections(Duration pause) throws IOException {
        socket.refuse(pause);
    }

    /** Listens again on the same port. Fails if another process has taken the port. */
    public void acceptConnections() throws IOException {
        socket.reopen();
    }

    /**
     * Stops listening, waits for the requests in progress, and closes all connections.
     *
     * @param timeout maximum time to wait
     */
    public void close(Duration timeout) {
        try {
            threads.stopAccepting();
            exchanges.awaitNone(timeout);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot stop listening on port " + port(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.closeAll();
    }

    private static DefaultBHttpServerConnectionFactory connections() {
        return DefaultBHttpServerConnectionFactory.builder()
                .http1Config(LIMITS)
                // Each character is a byte, so that a key or header reaches the signature check as the client signed
                // it.
                .charCodingConfig(CharCodingConfig.custom()
                        .setCharset(StandardCharsets.ISO_8859_1)
                        .build())
                .requestParserFactory(anyLimits -> parser())
                .build();
    }

    private static HttpMessageParser<ClassicHttpRequest> parser() {
        HttpMessageParser<ClassicHttpRequest> parser =
                new DefaultHttpRequestParser(LIMITS, null, new VerbatimTargetRequestFactory());
        return (buffered, fromClient) ->
                parser.parse(buffered, new ObservedInputStream(fromClient, HttpListener::checkHead));
    }

    /** Limits the head of a request. HttpCore limits its lines and their number, but both together allow 32 MiB. */
    private static void checkHead(ByteBuffer block, long position) throws MessageConstraintException {
        // A head is read in pieces of a few KiB, so that it may be larger by one piece.
        if (position > MAX_HEAD_BYTES) {
            throw new MessageConstraintException("request head is larger than " + MAX_HEAD_BYTES + " bytes");
        }
    }

    private static void exchange(
            ClassicHttpRequest request,
            ClassicHttpResponse response,
            Client client,
            Clock clock,
            RequestHandler handler)
            throws IOException, ProtocolException {
        checkFraming(request);
        boolean bodyLeftOut = leaveOutBodyOfReading(request);
        Headers headers = Headers.NONE;
        for (Header header : request.getHeaders()) {
            headers = headers.plus(
                    header.getName(), header.getValue() == null ? "" : HeaderText.decode(header.getValue()));
        }

        String target = new String(request.getPath().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Response result = handler.handle(
                new Request(client, request.getMethod(), target, headers, body(request), clock.instant()));

        response.setCode(result.status());
        result.headers()
                .forEach((name, value) ->
                        response.addHeader(name, new String(HeaderText.bytes(value), StandardCharsets.ISO_8859_1)));
        if (bodyLeftOut) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        if (result.status() != 204 && result.status() != 304) {
            response.setEntity(new ResponseEntity(result.body()));
        } else {
            result.body().close();
        }
    }

    /**
     * Rejects a request whose body another server in front of this one may read with another length (RFC 9112 section
     * 6.3). Clients send Content-Length beside Transfer-Encoding, which overrides it.
     */
    private static void checkFraming(ClassicHttpRequest request) throws ProtocolException {
        if (request.countHeaders(HttpHeaders.CONTENT_LENGTH) > 1
                || request.countHeaders(HttpHeaders.TRANSFER_ENCODING) > 1) {
            throw new ProtocolException("more than one Content-Length or Transfer-Encoding");
        }
        Header length = request.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        // HttpCore also accepts a sign.
        if (length != null && !length.getValue().matches("[0-9]+")) {
            throw new ProtocolException("Content-Length is not a number");
        }
    }

    /**
     * Leaves out the body of a GET or HEAD request, as OSS does. Some clients announce a body and send none: waiting for
     * it would take the next request for the body, so the connection ends after the response.
     */
    private static boolean leaveOutBodyOfReading(ClassicHttpRequest request) throws IOException {
        HttpEntity sent = request.getEntity();
        if (sent == null || sent.getContentLength() == 0 || !READING.contains(request.getMethod())) {
            return false;
        }
        // Unread bytes in the connection would reset it before the client has the response.
        sent.getContent().skipNBytes(sent.getContent().available());
        request.setEntity(null);
        return true;
    }

    private static Client client(String scheme, HttpContext context) {
        HttpCoreContext connection = HttpCoreContext.cast(context);
        SocketAddress address = connection.getEndpointDetails().getRemoteAddress();
        SSLSession session = connection.getSSLSession();
        return new Client(
                scheme, ((InetSocketAddress) address).getAddress(), session == null ? null : session.getProtocol());
    }

    private static RequestBody body(ClassicHttpRequest request) throws IOException {
        HttpEntity sent = request.getEntity();
        if (sent == null) {
            return RequestBody.NONE;
        }
        RequestEntity entity = new RequestEntity(sent);
        request.setEntity(entity);
        return entity.body();
    }

    /**
     * Returns whether the connection can be used again. After an incomplete body, the start of the next message is
     * unknown.
     */
    private static boolean isReusable(HttpRequest request, HttpResponse response, HttpContext context) {
        boolean brokenRequest = request instanceof ClassicHttpRequest classic
                && classic.getEntity() instanceof RequestEntity body
                && body.isBroken();
        boolean cutResponse = response instanceof ClassicHttpResponse classic
                && classic.getEntity() instanceof ResponseEntity body
                && !"HEAD".equals(request.getMethod())
                && !body.isComplete();
        return !brokenRequest
                && !cutResponse
                && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    }
}
