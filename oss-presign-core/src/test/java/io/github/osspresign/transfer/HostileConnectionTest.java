// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transfers end at the tested limit, which is short, if a server accepts no connection, handshake or body. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileConnectionTest {

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final TransferOptions CONNECT = options(SHORT, LONG, null);
    private static final TransferOptions STALL = options(LONG, SHORT, null);
    private static final TransferOptions DEADLINE = options(LONG, LONG, SHORT);

    @TempDir
    Path directory;

    @Test
    void aBlackHoleTakesNoLongerThanAConnectionMay() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            assertThat(failure(CONNECT, "http", hole.port()))
                    .hasMessageStartingWith(
                            "no connection to the host: ConnectTimeoutException: 127.0.0.1:" + hole.port() + ": ");
        }
    }

    @Test
    void failureNamesTheProxyThatRefusesConnections() throws Exception {
        TransferOptions through = Links.options(with -> with.proxy(new ProxyServer("localhost", 1, null, null)));
        assertThat(failure(through, "https", 2))
                .hasMessageStartingWith(
                        "no connection to the proxy localhost:1: ConnectException: localhost:1: Connection refused");
    }

    @Test
    void proxyMayTakeLongerForItsConnectionThanConnectionToTheProxy() throws Exception {
        try (HostileServer proxy = new HostileServer((request, wire) -> {
            wire.closed().await(2 * SHORT.toMillis(), TimeUnit.MILLISECONDS);
            wire.send("HTTP/1.1 502 Bad Gateway\r\n\r\n");
        })) {
            TransferOptions through = Links.options(
                    with -> with.connectTimeout(SHORT).proxy(new ProxyServer("127.0.0.1", proxy.port(), null, null)));
            assertThat(failure(through, "https", 1)).hasMessageStartingWith("proxy 127.0.0.1:" + proxy.port());
        }
    }

    @Test
    void aBlackHoleTakesNoLongerThanTheDownloadMay() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            assertThat(failure(DEADLINE, "http", hole.port()))
                    .hasMessageStartingWith("transfer did not end within 500 ms (transferTimeout)");
        }
    }

    @Test
    void aHandshakeThatDripsTakesNoLongerThanAConnectionMay() throws Exception {
        try (HostileServer server = drippingHandshake()) {
            assertThat(failure(CONNECT, "https", server.port()))
                    .hasMessageStartingWith("no connection to the host: ConnectTimeoutException: 127.0.0.1:"
                            + server.port() + ": TLS handshake took too long");
        }
    }

    @Test
    void aHandshakeThatDripsTakesNoLongerThanTheDownloadMay() throws Exception {
        try (HostileServer server = drippingHandshake()) {
            assertThat(failure(DEADLINE, "https", server.port()))
                    .hasMessageStartingWith("transfer did not end within 500 ms (transferTimeout)");
        }
    }

    @Test
    void aProxyThatDripsIsNoBetter() throws Exception {
        try (HostileServer proxy = new HostileServer(
                (request, wire) -> wire.send("HTTP/1.1 200 OK\r\n").dripForEver("x-a: b\r\n"))) {
            TransferOptions through = Links.options(with -> with.connectTimeout(LONG)
                    .stallTimeout(SHORT)
                    .proxy(new ProxyServer("127.0.0.1", proxy.port(), null, null)));
            assertThat(failure(through, "https", 1))
                    .hasMessageStartingWith(
                            "response of the proxy 127.0.0.1:" + proxy.port() + " did not arrive in time: ");
        }
    }

    @Test
    void failureNamesTheProxyThatIsSilentAfterConnect() throws Exception {
        try (HostileServer proxy = new HostileServer((request, wire) -> wire.beSilent())) {
            TransferOptions through = Links.options(with -> with.connectTimeout(LONG)
                    .stallTimeout(SHORT)
                    .proxy(new ProxyServer("127.0.0.1", proxy.port(), null, null)));
            assertThat(failure(through, "https", 1))
                    .hasMessageStartingWith(
                            "response of the proxy 127.0.0.1:" + proxy.port() + " did not arrive in time: ");
        }
    }

    @Test
    void failureNamesTheHandshakeInWhichTheServiceIsSilent() throws Exception {
        try (HostileServer server =
                new HostileServer(ServerSocketFactory.getDefault(), false, (request, wire) -> wire.beSilent())) {
            assertThat(failure(CONNECT, "https", server.port()))
                    .hasMessageStartingWith("no connection to the host: ConnectTimeoutException: 127.0.0.1:"
                            + server.port() + ": TLS handshake took too long");
        }
    }

    @Test
    void aBodyThatNobodyTakesEndsWithTheDownload() throws Exception {
        try (HostileServer server = new HostileServer((request, wire) -> wire.beSilent())) {
            assertThat(upload(DEADLINE, 32 * 1024 * 1024, server))
                    .hasMessageStartingWith("transfer did not end within 500 ms (transferTimeout)");
        }
    }

    @Test
    void anUploadHearsNoEndlessHintsAndNoHeadThatDrips() throws Exception {
        String hint = "HTTP/1.1 103 Early Hints\r\n\r\n";
        for (HostileServer.Behaviour behaviour : List.<HostileServer.Behaviour>of(
                (request, wire) -> wire.sendForEver(hint),
                (request, wire) -> wire.send("HTTP/1.1 200 OK\r\n").dripForEver("x-a: b\r\n"))) {
            try (HostileServer server = new HostileServer(behaviour)) {
                assertThat(upload(STALL, 5, server)).hasMessageStartingWith("response did not arrive in time: ");
            }
        }
    }

    private DownloadFailedException failure(TransferOptions options, String scheme, int port) {
        PresignedLink link = PresignedLink.of(scheme + "://127.0.0.1:" + port + "/k");
        try (TransferClient client = TransferClient.builder().options(options).build()) {
            return catchThrowableOfType(
                    DownloadFailedException.class, () -> client.download(Links.request(link, directory)));
        }
    }

    private static UploadFailedException upload(TransferOptions options, int bytes, HostileServer server) {
        PresignedLink link = PresignedLink.of("http://127.0.0.1:" + server.port() + "/k", "PUT");
        UploadRequest request = UploadRequest.of(link, UploadSource.of(new byte[bytes]));
        try (TransferClient client = TransferClient.builder().options(options).build()) {
            return catchThrowableOfType(UploadFailedException.class, () -> client.upload(request));
        }
    }

    private static TransferOptions options(Duration connect, Duration stall, @Nullable Duration download) {
        return Links.options(
                with -> with.connectTimeout(connect).stallTimeout(stall).transferTimeout(download));
    }

    private static HostileServer drippingHandshake() throws IOException {
        // A record of 16 KiB with the beginning of what a server says first.
        String record = "\u0016\u0003\u0003@\u0000\u0002\u0000?\u00fc\u0003\u0003";
        return new HostileServer(
                ServerSocketFactory.getDefault(),
                false,
                (request, wire) -> wire.send(record).dripForEver("x"));
    }

    /** Port that does not react to attempts to connect, because its queue of connections is full. */
    private static final class BlackHole implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> waiting = new ArrayList<>();

        BlackHole() throws IOException {
            boolean full = false;
            while (!full) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(listener.getLocalSocketAddress(), 200);
                } catch (SocketTimeoutException e) {
                    full = true;
                }
            }
        }

        int port() {
            return listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : waiting) {
                socket.close();
            }
            listener.close();
        }
    }
}
