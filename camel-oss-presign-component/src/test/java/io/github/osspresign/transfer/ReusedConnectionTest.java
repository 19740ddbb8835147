package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.NOW;
import static io.github.osspresign.transfer.Links.OPTIONS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.TransferListener;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
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

    /** What the service does when a second request comes over a connection. */
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
    static Path keys;

    @TempDir
    Path directory;

    private static SSLContext tls;

    private final AtomicInteger connections = new AtomicInteger();

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = new KeyStores(keys).localhost();
    }

    static Stream<Arguments> closings() {
        return Stream.of("http", "https")
                .flatMap(scheme -> Stream.of(Second.CLOSE, Second.RESET).map(second -> Arguments.of(scheme, second)));
    }

    @ParameterizedTest
    @MethodSource("closings")
    void downloadIsSentOverNewConnectionWhereAnEarlierOneIsClosed(String scheme, Second second) throws Exception {
        try (HostileServer server = server(scheme, second);
                Downloader downloader = downloader()) {
            for (int i = 1; i <= 4; i++) {
                Downloaded file = (Downloaded)
                        downloader.download(Links.request(link(scheme, server, "GET"), directory.resolve("" + i)));
                assertThat(file.file()).hasContent("hello");
                assertThat(file.attempts()).isEqualTo(1);
                assertThat(connections).hasValue(i);
            }
            try (DownloadStream stream = (DownloadStream) downloader.stream(
                    ObjectRequest.builder(link(scheme, server, "GET")).build())) {
                assertThat(stream.readAllBytes()).asString(US_ASCII).isEqualTo("hello");
                assertThat(stream.attempts()).isEqualTo(1);
            }
        }
    }

    @Test
    void responseThatHasBegunIsFailedAttempt() throws Exception {
        try (HostileServer server = server("http", Second.CUT);
                Downloader downloader = downloader()) {
            downloader.download(Links.request(link("http", server, "GET"), directory));
            assertThatThrownBy(() -> downloader.download(Links.request(link("http", server, "GET"), directory)))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageStartingWith("connection failed while waiting for the response: ");
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void newConnectionThatIsClosedIsFailedAttempt() throws Exception {
        try (HostileServer server = new HostileServer((request, wire) -> connections.incrementAndGet());
                Downloader downloader = downloader()) {
            assertThatThrownBy(() -> downloader.download(Links.request(link("http", server, "GET"), directory)))
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
                Downloader downloader = new Downloader(
                        OPTIONS.toBuilder()
                                .proxy(new ProxyServer("localhost", proxy.port(), null, null))
                                .build(),
                        InstantSource.fixed(NOW))) {
            assertThatThrownBy(() ->
                            downloader.download(Links.request(PresignedLink.of("https://localhost:1/k"), directory)))
                    .isInstanceOf(DownloadFailedException.class);
            assertThat(connections).hasValue(1);
        }
    }

    /** Nobody knows whether the service has stored the body, and the option says how often it may be sent. */
    @ParameterizedTest
    @MethodSource("closings")
    void uploadIsFailedAttempt(String scheme, Second second) throws Exception {
        try (HostileServer server = server(scheme, second);
                Downloader downloader = downloader()) {
            upload(downloader, link(scheme, server, "PUT"));
            assertThatThrownBy(() -> upload(downloader, link(scheme, server, "PUT")))
                    .isInstanceOfSatisfying(
                            DownloadFailedException.class,
                            e -> assertThat(e.isRetryable()).isTrue());
            assertThat(connections).hasValue(1);
        }
    }

    private static void upload(Downloader downloader, PresignedLink link) throws OssPresignException {
        new Uploader(downloader)
                .upload(new UploadRequest(
                        link, UploadSource.of("ours".getBytes(US_ASCII)), TransferListener.NONE, null));
    }

    /** The first request over each connection gets the object. */
    private HostileServer server(String scheme, Second second) throws IOException {
        ServerSocketFactory sockets =
                scheme.equals("http") ? ServerSocketFactory.getDefault() : tls.getServerSocketFactory();
        return new HostileServer(sockets, true, (request, wire) -> {
            connections.incrementAndGet();
            if (request.startsWith("PUT")) {
                wire.in().readNBytes(4);
            }
            wire.send(RESPONSE);
            second.respond(wire);
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

    private static Downloader downloader() {
        return new Downloader(OPTIONS, InstantSource.fixed(NOW), tls, SystemDefaultDnsResolver.INSTANCE);
    }

    private static PresignedLink link(String scheme, HostileServer server, String method) {
        return PresignedLink.of(scheme + "://localhost:" + server.port() + "/k?" + Links.QUERY, method);
    }
}
