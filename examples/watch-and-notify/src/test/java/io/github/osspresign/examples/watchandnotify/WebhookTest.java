// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.osspresign.test.OwnThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** A call that fails names the reason, without the address and without what the receiver has sent. */
class WebhookTest {

    @Test
    void refusedConnectionIsNamed() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThatCallFails(port, "ConnectException");
    }

    @Test
    void responseThatIsNoHttpIsNotShown() throws Exception {
        try (ServerSocket receiver = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> response =
                    CompletableFuture.runAsync(() -> respond(receiver, request -> request), OwnThread::start);

            assertThatCallFails(receiver.getLocalPort(), "Exception");
            assertThat(response).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void callThatWasSentIsConfirmedAlthoughItsThreadIsInterrupted() throws Exception {
        Thread caller = Thread.currentThread();
        try (ServerSocket receiver = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> response = CompletableFuture.runAsync(
                    () -> respond(receiver, request -> {
                        caller.interrupt();
                        return "HTTP/1.1 204 No Content";
                    }),
                    OwnThread::start);

            call("http://127.0.0.1:" + receiver.getLocalPort());

            assertThat(Thread.interrupted()).isTrue();
            assertThat(response).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    private static void assertThatCallFails(int port, String reason) {
        assertThatExceptionOfType(WebhookException.class)
                .isThrownBy(() -> call("http://127.0.0.1:" + port + "/hidden?sig=hidden"))
                .withMessageContaining(reason)
                .withMessageNotContaining("hidden")
                .withNoCause();
    }

    private static void call(String address) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setBody("{}");
            new Webhook(URI.create(address)).process(exchange);
        }
    }

    private static void respond(ServerSocket receiver, UnaryOperator<String> firstLine) {
        try (Socket connection = receiver.accept()) {
            byte[] request = new byte[4096];
            int length = connection.getInputStream().read(request);
            String line =
                    new String(request, 0, length, US_ASCII).lines().findFirst().orElseThrow();
            connection.getOutputStream().write((firstLine.apply(line) + "\r\n\r\n").getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
