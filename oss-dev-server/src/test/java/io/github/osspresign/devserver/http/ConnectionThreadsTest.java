// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnectionFactory;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure of one connection does not affect the next one. */
class ConnectionThreadsTest {

    private static final DefaultBHttpServerConnectionFactory HTTP =
            DefaultBHttpServerConnectionFactory.builder().build();

    /** Returns 204 for every request. */
    private static HttpService service() {
        return new HttpService(
                HttpProcessorBuilder.create().add(new ResponseContent(true)).build(),
                (request, trigger, context) -> trigger.submitResponse(new BasicClassicHttpResponse(204)));
    }

    private static void fail(String how) throws IOException {
        switch (how) {
            case "heap" -> throw new OutOfMemoryError("Java heap space");
            case "thread" -> throw new OutOfMemoryError("unable to create native thread");
            case "stack" -> throw new StackOverflowError();
            case "bug" -> throw new IllegalStateException("bug");
            default -> throw new IOException("no connection");
        }
    }

    private static String exchange(ReopeningServerSocket listener) throws IOException {
        try (Socket client = new Socket(listener.address(), listener.port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "thread", "stack", "bug", "io"})
    void failedConnectionIsClosedAndNextIsServed(String how) throws Exception {
        AtomicInteger made = new AtomicInteger();
        HttpConnectionFactory<DefaultBHttpServerConnection> failingFirst = socket -> {
            if (made.getAndIncrement() == 0) {
                fail(how);
            }
            return HTTP.createConnection(socket);
        };
        ReopeningServerSocket listener = new ReopeningServerSocket(InetAddress.getLoopbackAddress(), 0, 10);
        ConnectionThreads threads = new ConnectionThreads(listener, Timeout.ofSeconds(30), failingFirst, service());
        threads.start();
        try {
            assertThat(exchange(listener)).isEmpty();
            assertThat(exchange(listener)).startsWith("HTTP/1.1 204 ");
        } finally {
            threads.stopAccepting();
            threads.closeAll();
        }
    }
}
