// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.NOW;
import static io.github.osspresign.transfer.Links.OPTIONS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.KeyStores;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A service may close an idle connection just when the next request is sent over it, which is no failed attempt. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReusedConnectionTest {

    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nETag: \"A\"\r\nContent-Length: 5\r\n\r\nhello";

    /** Reaction of the service to a second request over a connection. */
    enum Second {
        CLOSE,
        /** Bytes that nobody has read make the system reset the connection that is closed. */
        RESET,
        CUT;

        void respond(HostileServer.Wire wire) throws IOException {
            if (this == RESET) {
                wire.in().read();
            } else {
                readHead(wire);
            }
            if (this == CUT) {
                wire.send("HTTP/1.1 2");
            }
        }
    }

    @TempDir
    Path directory;

    private static SSLContext tls;

    private final AtomicInteger connections = new AtomicInteger();

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = KeyStores.localhost();
    }

    static Stream<Arguments> closings() {
        return Stream.of("http", "https")
                .flatMap(scheme -> Stream.of(Second.CLOSE, Second.RESET).map(second -> Arguments.of(scheme, second)));
    }

    @ParameterizedTest
    @MethodSource("closings")
    void downloadIsSentOverNewConnectionWhereAnEarlierOneIsClosed(String scheme, Second second) throws Exception {
        try (HostileServer server = server(scheme, second);
                TransferClient client = client()) {
            for (int i = 1; i <= 4; i++) {
                Downloaded file = (Downloaded)
                        client.download(Links.request(link(scheme, server, "GET"), directory.resolve("" + i)));
                assertThat(file.file()).hasContent("hello");
                assertThat(file.attempts()).isEqualTo(1);
                assertThat(connections).hasValue(i);
            }
            try (DownloadStream stream = (DownloadStream) client.stream(
                    ObjectRequest.builder(link(scheme, server, "GET")).build())) {
                assertThat(stream.readAllBytes()).asString(US_ASCII).isEqualTo("hello");
                assertThat(stream.attempts()).isEqualTo(1);
            }
        }
    }

    @Test
    void connectionWithClientCertificateIsReused() throws Exception {
        HostileServer.Behaviour twice = (request, wire) -> {
            connections.incrementAndGet();
            wire.send(RESPONSE);
            readHead(wire);
            wire.send(RESPONSE);
        };
        try (HostileServer server =
                        new HostileServer(new AdjustedTls(tls, socket -> socket.setNeedClientAuth(true)), true, twice);
                TransferClient client = client()) {
            for (int i = 1; i <= 2; i++) {
                Downloaded file = (Downloaded)
                        client.download(Links.request(link("https", server, "GET"), directory.resolve("" + i)));
                assertThat(file.file()).hasContent("hello");
            }
            assertThat(connections).hasValue(1);
        }
    }

    /** To say goodbye to a service that reads no more could take for ever. */
    @Test
    void connectionThatIsNotReusedEndsWithoutFurtherBytes() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        try (HostileServer server = new HostileServer(tls.getServerSocketFactory(), true, (request, wire) -> {
                    wire.send(RESPONSE.replace("ETag", "Connection: close\r\nETag"));
                    end.complete(catchThrowable(() -> wire.in().read()));
                });
                TransferClient client = client()) {
            client.download(Links.request(link("https", server, "GET"), directory));
            assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(SocketException.class);
        }
    }

    /** A socket with TLS 1.2 would wait for the close_notify of the service. */
    @Test
    void invalidResponseThatNeverEndsDoesNotHoldTheConnection() throws Exception {
        try (HostileServer server = new HostileServer(
                        new AdjustedTls(tls, socket -> socket.setEnabledProtocols(new String[] {"TLSv1.2"})),
                        true,
                        (request, wire) -> wire.send("HTTP/1.1 2xx\r\n\r\n").dripForEver("x"));
                TransferClient client = client()) {
            assertThatThrownBy(() -> client.download(Links.request(link("https", server, "GET"), directory)))
                    .hasMessageStartingWith("response is invalid HTTP");
        }
    }

    @Test
    void responseThatHasBegunIsFailedAttempt() throws Exception {
        try (HostileServer server = server("http", Second.CUT);
                TransferClient client = client()) {
            client.download(Links.request(link("http", server, "GET"), directory));
            assertThatThrownBy(() -> client.download(Links.request(link("http", server, "GET"), directory)))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageStartingWith("connection failed while waiting for the response: ");
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void newConnectionThatIsClosedIsFailedAttempt() throws Exception {
        try (HostileServer server = new HostileServer((request, wire) -> connections.incrementAndGet());
                TransferClient client = client()) {
            assertThatThrownBy(() -> client.download(Links.request(link("http", server, "GET"), directory)))
                    .isInstanceOf(DownloadFailedException.class);
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void newTunnelThatIsClosedIsFailedAttempt() throws Exception {
        HostileServer.Behaviour tunnel = (request, wire) -> {
            connections.incrementAndGet();
            wire.send("HTTP/1.1 200 OK\r\n\r\n");
            readHead(wire);
        };
        try (HostileServer proxy = new HostileServer(tunnel);
                TransferClient client = TransferClient.builder()
                        .options(Links.options(
                                with -> with.proxy(new ProxyServer("localhost", proxy.port(), null, null))))
                        .clock(InstantSource.fixed(NOW))
                        .build()) {
            assertThatThrownBy(
                            () -> client.download(Links.request(PresignedLink.of("https://localhost:1/k"), directory)))
                    .isInstanceOf(DownloadFailedException.class);
            assertThat(connections).hasValue(1);
        }
    }

    /** Ways in which surplus bytes follow a response. */
    enum Surplus {
        /** Read together with the response. */
        BUFFERED(1, true),
        /** In one TLS record with the response, of which only the response is read. */
        DECRYPTED(3000, true),
        /** After a body whose last bytes leave a buffer outside the heap partly empty. */
        AFTER_LARGE_BODY(60_000, true),
        /** In another TLS record. */
        RECEIVED(1, false);

        private final int hellos;
        private final boolean together;

        Surplus(int hellos, boolean together) {
            this.hellos = hellos;
            this.together = together;
        }

        String body() {
            return "hello".repeat(hellos);
        }

        void send(HostileServer.Wire wire) throws IOException {
            String response = RESPONSE.replace("5", "" + body().length()).replace("hello", body());
            String surplus = RESPONSE.replace("hello", "wrong");
            if (together) {
                wire.send(response + surplus);
            } else {
                wire.send(response).send(surplus);
            }
        }
    }

    static Stream<Arguments> surpluses() {
        return Stream.of("http", "https")
                .flatMap(scheme -> Stream.of(Surplus.values()).map(surplus -> Arguments.of(scheme, surplus)));
    }

    /** Response splitting: what the service sends before a request must not become the response to it. */
    @ParameterizedTest
    @MethodSource("surpluses")
    void bytesAfterResponseAreNotResponseToNextRequest(String scheme, Surplus surplus) throws Exception {
        Semaphore sent = new Semaphore(0);
        try (HostileServer server = server(scheme, wire -> {
                    surplus.send(wire);
                    sent.release();
                    wire.in().readAllBytes();
                });
                TransferClient client = client()) {
            for (int i = 1; i <= 3; i++) {
                Downloaded file = (Downloaded)
                        client.download(Links.request(link(scheme, server, "GET"), directory.resolve("" + i)));
                sent.acquire();
                assertThat(file.file()).hasContent(surplus.body());
                assertThat(file.attempts()).isEqualTo(1);
                assertThat(connections).hasValue(i);
            }
        }
    }

    static Stream<Arguments> idleTimes() {
        return Stream.of("http", "https")
                .flatMap(scheme -> Stream.of(0, 500, 2000).map(millis -> Arguments.of(scheme, millis)));
    }

    @ParameterizedTest
    @MethodSource("idleTimes")
    void connectionThatIsClosedWhileIdleIsNoFailedAttempt(String scheme, int millis) throws Exception {
        CyclicBarrier closed = new CyclicBarrier(2);
        try (HostileServer server = server(scheme, wire -> {
                    wire.send(RESPONSE);
                    wire.out().close();
                    await(closed);
                });
                TransferClient client = client()) {
            for (int i = 1; i <= 3; i++) {
                Downloaded file = (Downloaded)
                        client.download(Links.request(link(scheme, server, "GET"), directory.resolve("" + i)));
                await(closed);
                assertThat(new CountDownLatch(1).await(i == 1 ? millis : 0, TimeUnit.MILLISECONDS))
                        .isFalse();
                assertThat(file.file()).hasContent("hello");
                assertThat(file.attempts()).isEqualTo(1);
                assertThat(connections).hasValue(i);
            }
            // Known before a byte of the body is sent.
            upload(client, link(scheme, server, "PUT"));
            await(closed);
            assertThat(connections).hasValue(4);
        }
    }

    private static void await(CyclicBarrier barrier) throws IOException {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    /** Nobody knows whether the service has stored the body, and the option says how often it may be sent. */
    @ParameterizedTest
    @MethodSource("closings")
    void uploadIsFailedAttempt(String scheme, Second second) throws Exception {
        try (HostileServer server = server(scheme, second);
                TransferClient client = client()) {
            upload(client, link(scheme, server, "PUT"));
            assertThatThrownBy(() -> upload(client, link(scheme, server, "PUT")))
                    .isInstanceOfSatisfying(
                            UploadFailedException.class,
                            e -> assertThat(e.isRetryable()).isTrue());
            assertThat(connections).hasValue(1);
        }
    }

    private static void upload(TransferClient client, PresignedLink link) throws OssPresignException {
        client.upload(UploadRequest.of(link, UploadSource.of("ours".getBytes(US_ASCII))));
    }

    /** The first request over each connection gets the object. */
    private HostileServer server(String scheme, Second second) throws IOException {
        return server(scheme, wire -> {
            wire.send(RESPONSE);
            second.respond(wire);
        });
    }

    /** Response of the service after the head and the body of the first request. */
    private interface Answer {
        void send(HostileServer.Wire wire) throws IOException;
    }

    private HostileServer server(String scheme, Answer answer) throws IOException {
        ServerSocketFactory sockets =
                scheme.equals("http") ? ServerSocketFactory.getDefault() : tls.getServerSocketFactory();
        return new HostileServer(sockets, true, (request, wire) -> {
            connections.incrementAndGet();
            if (request.startsWith("PUT")) {
                wire.in().readNBytes(4);
            }
            answer.send(wire);
        });
    }

    private static void readHead(HostileServer.Wire wire) throws IOException {
        StringBuilder head = new StringBuilder();
        int next = 0;
        while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
            next = wire.in().read();
            head.append((char) next);
        }
    }

    private static TransferClient client() {
        return TransferClient.builder()
                .options(OPTIONS)
                .clock(InstantSource.fixed(NOW))
                .tls(tls)
                .build();
    }

    private static PresignedLink link(String scheme, HostileServer server, String method) {
        return PresignedLink.of(scheme + "://localhost:" + server.port() + "/k?" + Links.QUERY, method);
    }
}
