// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** Faults that apply to connections: refused connections and failed TLS handshakes. */
class ConnectionFaultTest {

    /** Starts a server at a separate address: another process could get a port at 127.0.0.1 while it is closed. */
    private static OssDevServer start(OssDevServerBuilder builder) throws IOException {
        InetAddress address = InetAddress.getByName("127.7.7.7");
        OssDevServer server = builder.bindAddress(address).bucket("demo").start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        return server;
    }

    /** Sends a GET over a new connection and returns the status. */
    private static int get(OssDevServer server) throws Exception {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (server.endpoint().getScheme().equals("https")) {
            client.sslContext(server.sslContext());
        }
        HttpRequest request = HttpRequest.newBuilder(
                        SignedUrl.of(server, "GET", "demo", "k").v4())
                .build();
        return client.build()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void refusesConnectionsUntilTheyAreAcceptedOnTheSamePort() throws Exception {
        try (OssDevServer server = start(OssDevServer.builder())) {
            URI endpoint = server.endpoint();
            for (int i = 0; i < 10; i++) {
                server.refuseConnections();
                assertThatThrownBy(() -> new RawConnection(server)).isInstanceOf(ConnectException.class);
                server.refuseConnections();
                server.acceptConnections();
                server.acceptConnections();
                assertThat(get(server)).isEqualTo(200);
            }
            assertThat(server.endpoint()).isEqualTo(endpoint);
        }
    }

    @Test
    void existingConnectionStaysOpenWhileOthersAreRefused() throws Exception {
        try (OssDevServer server = start(OssDevServer.builder());
                RawConnection connection = new RawConnection(server)) {
            connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").receiveUntil("</Error>");
            server.refuseConnections();
            connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").receiveUntil("</Error>");
        }
    }

    @Test
    void connectionRefusedEndsAfterItsPause() throws Exception {
        try (OssDevServer server = start(OssDevServer.builder())) {
            Duration pause = Duration.ofSeconds(1);
            long started = System.nanoTime();
            server.inject(new Fault.ConnectionRefused(pause));
            assertThatThrownBy(() -> new RawConnection(server)).isInstanceOf(ConnectException.class);
            assertThat(server.faults()).isEmpty();
            int status = 0;
            while (status == 0) {
                try {
                    status = get(server);
                } catch (ConnectException e) {
                    assertThat(System.nanoTime() - started).isLessThan(30_000_000_000L);
                }
            }
            assertThat(status).isEqualTo(200);
            assertThat(System.nanoTime() - started)
                    .isGreaterThan(pause.minusMillis(5).toNanos());
        }
    }

    @Test
    void clearingTheFaultsAcceptsConnections() throws Exception {
        try (OssDevServer server = start(OssDevServer.builder())) {
            server.inject(new Fault.ConnectionRefused(Duration.ofDays(1)));
            server.clearFaults();
            assertThat(get(server)).isEqualTo(200);
            server.refuseConnections();
            server.clearFaults();
            assertThat(get(server)).isEqualTo(200);
        }
    }

    @Test
    void serverThatRefusesConnectionsCanBeClosed() throws Exception {
        OssDevServer server = start(OssDevServer.builder());
        server.refuseConnections();
        server.close();
        assertThatThrownBy(() -> new RawConnection(server)).isInstanceOf(ConnectException.class);
        server.acceptConnections();
        assertThatThrownBy(() -> new RawConnection(server)).isInstanceOf(ConnectException.class);
    }

    @Test
    void closedServerDoesNotListen() throws Exception {
        for (int i = 0; i < 20; i++) {
            OssDevServer server = start(OssDevServer.builder());
            server.close();
            assertThatThrownBy(() -> new RawConnection(server)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void tlsFailureFailsNextHandshakes() throws Exception {
        try (OssDevServer server = start(OssDevServer.builder().tls())) {
            server.inject(FaultRule.of(new Fault.TlsFailure()).onNth(2).times(2));
            assertThat(get(server)).isEqualTo(200);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> get(server))
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasMessageContaining("handshake_failure");
            }
            assertThat(get(server)).isEqualTo(200);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void requestsAndConnectionsCountOnlyTheirOwnFaults() throws Exception {
        try (OssDevServer server = start(OssDevServer.builder().tls())) {
            server.inject(new Fault.TlsFailure());
            server.inject(new Fault.StatusError(503, "Busy", ""));
            assertThatThrownBy(() -> get(server)).isInstanceOf(SSLHandshakeException.class);
            assertThat(get(server)).isEqualTo(503);
            assertThat(get(server)).isEqualTo(200);
        }
    }

    @Test
    void connectionResetWorksOverTls() throws Exception {
        try (OssDevServer server = start(OssDevServer.builder().tls())) {
            server.inject(new Fault.ConnectionReset());
            URI url = SignedUrl.of(server, "GET", "demo", "k").v4();
            // The HTTP client of Java would retry by itself.
            try (Socket client = server.sslContext().getSocketFactory().createSocket(url.getHost(), server.port())) {
                client.getOutputStream().write((RawConnection.head("GET", url) + "\r\n").getBytes(UTF_8));
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
            }
            assertThat(get(server)).isEqualTo(200);
        }
    }
}
