package io.github.osspresign.devserver.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnectionFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParserFactory;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** The listening socket, on the loopback address only: one thread a connection, every Host accepted. */
public final class HttpListener {

    /** The loopback address of IPv4; the one that Java prefers may be that of IPv6. */
    public static final String ADDRESS = "127.0.0.1";

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(500)
            .build();

    // Longer than any client pauses on purpose, short enough to get rid of the dead ones.
    private static final Timeout SILENCE = Timeout.ofMinutes(1);

    private final HttpServer server;
    private final ExchangeCount exchanges;

    private HttpListener(HttpServer server, ExchangeCount exchanges) {
        this.server = server;
        this.exchanges = exchanges;
    }

    /** Starts to listen on the port, or on any free one if it is 0. */
    public static HttpListener start(int port, Clock clock, RequestHandler handler) throws IOException {
        HttpRequestHandler adapter =
                (request, response, context) -> exchange(request, response, client(context), clock, handler);
        ExchangeCount exchanges = new ExchangeCount();
        HttpServer server = ServerBootstrap.bootstrap()
                .setLocalAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))
                .setListenerPort(port)
                // Otherwise a DNS look-up of this machine's own name delays every start.
                .setCanonicalHostName("localhost")
                .setSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setBacklogSize(1024)
                        .setSoTimeout(SILENCE)
                        .build())
                .setHttp1Config(LIMITS)
                .setConnectionFactory(connections())
                .setHttpProcessor(HttpProcessorBuilder.create()
                        .addAll(new ResponseContent(true), new ConnectionHeader())
                        .build())
                .setConnectionReuseStrategy(HttpListener::isReusable)
                .addFilterFirst("exchange-count", exchanges)
                .setRequestRouter((request, context) -> adapter)
                .create();
        server.start();
        return new HttpListener(server, exchanges);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Stops to listen and closes all connections, after waiting at most this long for exchanges under way. */
    public void close(Duration patience) {
        try {
            exchanges.awaitNone(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close(CloseMode.IMMEDIATE);
    }

    private static DefaultBHttpServerConnectionFactory connections() {
        return DefaultBHttpServerConnectionFactory.builder()
                .http1Config(LIMITS)
                // Raw UTF-8 in a key or header reaches the signature check as the client signed it.
                .charCodingConfig(CharCodingConfig.custom()
                        .setCharset(StandardCharsets.UTF_8)
                        .setMalformedInputAction(CodingErrorAction.REPLACE)
                        .setUnmappableInputAction(CodingErrorAction.REPLACE)
                        .build())
                .requestParserFactory(new DefaultHttpRequestParserFactory(LIMITS, null, new RawTargetRequestFactory()))
                .build();
    }

    private static void exchange(
            ClassicHttpRequest request,
            ClassicHttpResponse response,
            InetAddress client,
            Clock clock,
            RequestHandler handler)
            throws IOException {
        Headers headers = Headers.NONE;
        for (Header header : request.getHeaders()) {
            headers = headers.plus(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
        Response answer = handler.answer(
                new Request(request.getMethod(), request.getPath(), headers, body(request), client, clock.instant()));
        response.setCode(answer.status());
        answer.headers().forEach(response::addHeader);
        if (answer.status() != 204 && answer.status() != 304) {
            response.setEntity(new BodyEntity(answer.body()));
        }
    }

    private static InetAddress client(HttpContext context) {
        SocketAddress address =
                HttpCoreContext.cast(context).getEndpointDetails().getRemoteAddress();
        return ((InetSocketAddress) address).getAddress();
    }

    private static RequestBody body(ClassicHttpRequest request) throws IOException {
        HttpEntity sent = request.getEntity();
        if (sent == null) {
            return RequestBody.NONE;
        }
        ClientEntity entity = new ClientEntity(sent);
        request.setEntity(entity);
        return entity.body();
    }

    /** After a body that broke off, on either side, nobody knows where the next message begins. */
    private static boolean isReusable(HttpRequest request, HttpResponse response, HttpContext context) {
        boolean brokenRequest = request instanceof ClassicHttpRequest classic
                && classic.getEntity() instanceof ClientEntity body
                && body.isBroken();
        boolean cutResponse = response instanceof ClassicHttpResponse classic
                && classic.getEntity() instanceof BodyEntity body
                && !"HEAD".equals(request.getMethod())
                && !body.isComplete();
        return !brokenRequest
                && !cutResponse
                && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    }
}
