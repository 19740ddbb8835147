// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.NOW;
import static io.github.osspresign.transfer.Links.OPTIONS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.KeyStores;
import io.github.osspresign.test.SocketServer;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.Uploaded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service or proxy may send interim responses that nobody has requested (RFC 9110, 15.2); only a final one counts. */
@Tag("slow")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterimResponseTest {

    /** More than the buffers of two sockets hold, so that the client is still sending. */
    private static final int LARGE = 16 * 1024 * 1024;

    private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n";
    private static final String CREATED = "HTTP/1.1 200 OK\r\nETag: \"E\"\r\nContent-Length: 0\r\n\r\n";
    private static final String REFUSED = """
            HTTP/1.1 403 Forbidden\r
            Content-Length: 62\r
            \r
            <Error><Code>AccessDenied</Code><EC>0002-00000069</EC></Error>""";

    private static final TransferOptions IMPATIENT = Links.options(with -> with.stallTimeout(Duration.ofMillis(500)));

    @TempDir
    Path directory;

    private static SSLContext tls;

    private final AtomicInteger connections = new AtomicInteger();

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = KeyStores.localhost();
    }

    /** Interim responses of one moment, and how they are sent. */
    enum Interim {
        CONTINUE("HTTP/1.1 100 Continue\r\n\r\n"),
        PROCESSING("HTTP/1.1 102 Processing\r\n\r\n"),
        EARLY_HINTS(HINTS),
        SEVERAL("HTTP/1.1 100 Continue\r\n\r\n" + "HTTP/1.1 102 Processing\r\n\r\n".repeat(3) + HINTS),
        /** More than the client reads at once. */
        MANY(HINTS.repeat(1000)),
        IN_PIECES("HTTP/1.1 100 Continue\r\n\r\n" + HINTS) {
            @Override
            void send(HostileServer.Wire wire) throws IOException {
                for (int i = 0; i < text.length(); i++) {
                    wire.send(text.substring(i, i + 1));
                }
            }
        };

        final String text;

        Interim(String text) {
            this.text = text;
        }

        void send(HostileServer.Wire wire) throws IOException {
            wire.send(text);
        }
    }

    static Stream<Arguments> interims() {
        return Stream.of("http", "https")
                .flatMap(scheme -> Stream.of(Interim.values()).map(interim -> Arguments.of(scheme, interim)));
    }

    @ParameterizedTest
    @MethodSource("interims")
    void uploadContinuesAfterInterimResponses(String scheme, Interim interim) throws Exception {
        byte[] body = new byte[LARGE];
        new Random(1).nextBytes(body);
        HostileServer.Behaviour stores = (request, wire) -> {
            connections.incrementAndGet();
            for (String head = request; head != null; head = SocketServer.readHead(wire.in())) {
                interim.send(wire);
                assertThat(wire.in().readNBytes(LARGE / 2)).hasSize(LARGE / 2);
                interim.send(wire);
                assertThat(wire.in().readNBytes(LARGE / 2)).hasSize(LARGE / 2);
                interim.send(wire);
                wire.send(CREATED);
            }
        };
        try (HostileServer server = server(scheme, stores);
                TransferClient client = client(OPTIONS)) {
            for (int i = 0; i < 2; i++) {
                Uploaded uploaded = upload(client, link(scheme, server, "PUT"), body);
                assertThat(uploaded.attempts()).isEqualTo(1);
            }
            assertThat(connections).as("both uploads").hasValue(1);
        }
    }

    @ParameterizedTest
    @MethodSource("interims")
    void refusalAfterInterimResponsesEndsTheUpload(String scheme, Interim interim) throws Exception {
        HostileServer.Behaviour refuses = (request, wire) -> {
            interim.send(wire);
            wire.in().readNBytes(LARGE / 2);
            interim.send(wire);
            wire.send(REFUSED);
            // A connection with unread bytes would be reset, and the response could be lost.
            wire.in().readAllBytes();
        };
        try (HostileServer server = server(scheme, refuses);
                TransferClient client = client(OPTIONS)) {
            assertThat(catchThrowableOfType(
                            OssPresignException.class,
                            () -> upload(client, link(scheme, server, "PUT"), new byte[LARGE])))
                    .isInstanceOf(LinkExpiredException.class);
        }
    }

    /** The reset ends a write that waits, but the response was here before, and Linux keeps it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void refusalOfAConnectionThatIsResetEndsTheUpload() throws Exception {
        AtomicLong sent = new AtomicLong();
        HostileServer.Behaviour refuses = (request, wire) -> {
            AtomicLong sending = new AtomicLong();
            await().during(Duration.ofMillis(500)).until(() -> {
                long now = sent.get();
                return now > 0 && sending.getAndSet(now) == now;
            });
            wire.send(REFUSED);
        };
        try (HostileServer server = server("http", refuses);
                TransferClient client = client(OPTIONS)) {
            assertThatThrownBy(() -> client.upload(
                            UploadRequest.builder(link("http", server, "PUT"), UploadSource.of(new byte[LARGE]))
                                    .listener(progress -> sent.set(progress.bytes()))
                                    .build()))
                    .isInstanceOf(LinkExpiredException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("interims")
    void downloadTakesTheFinalResponse(String scheme, Interim interim) throws Exception {
        HostileServer.Behaviour responds = (request, wire) -> {
            connections.incrementAndGet();
            for (String head = request; head != null; head = SocketServer.readHead(wire.in())) {
                interim.send(wire);
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            }
        };
        try (HostileServer server = server(scheme, responds);
                TransferClient client = client(OPTIONS)) {
            for (int i = 0; i < 2; i++) {
                Downloaded downloaded = (Downloaded)
                        client.download(Links.request(link(scheme, server, "GET"), directory.resolve("" + i)));
                assertThat(downloaded.file()).hasContent("hello");
                assertThat(downloaded.attempts()).isEqualTo(1);
            }
            assertThat(connections).as("both downloads").hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void interimResponsesWithoutEndAreNotWaitedFor(String scheme) throws Exception {
        assertThat(failure(scheme, (request, wire) -> wire.sendForEver(HINTS)))
                .hasMessageStartingWith("service did not accept the body of the upload in time (")
                .returns(true, OssPresignException::isRetryable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void headWithoutEndDuringTheBodyIsNotWaitedFor(String scheme) throws Exception {
        for (String status : List.of("HTTP/1.1 100 Continue\r\n", "HTTP/1.1 200 OK\r\n")) {
            assertThat(failure(scheme, (request, wire) -> wire.send(status).dripForEver("x-a: b\r\n")))
                    .hasMessageStartingWith("service did not accept the body of the upload in time (");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void headDuringTheBodyIsLimitedInSize(String scheme) throws Exception {
        assertThat(failure(scheme, (request, wire) -> {
                    wire.send("HTTP/1.1 100 Continue\r\n").send("x-a: b\r\n", 10_000);
                    wire.in().readAllBytes();
                }))
                .hasMessageStartingWith("response has more or longer lines than this client accepts: ")
                .returns(false, OssPresignException::isRetryable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void bytesThatAreNoResponseEndTheUpload(String scheme) throws Exception {
        for (String status : List.of("HTTP/1.1 000 x", "HTTP/1.1 99 x", "HTTP/1.1 101 x", "nonsense")) {
            assertThat(failure(scheme, (request, wire) -> {
                        wire.send(status + "\r\n\r\n");
                        wire.in().readAllBytes();
                    }))
                    .as(status)
                    .hasMessageStartingWith("response is invalid HTTP (")
                    .hasMessageNotContaining("nonsense");
        }
    }

    /** Bytes that came before the request are no response to it, whatever their status. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void interimResponseBetweenTwoRequestsGivesTheConnectionUp(String scheme) throws Exception {
        HostileServer.Behaviour responds = (request, wire) -> {
            connections.incrementAndGet();
            wire.in().readNBytes(5);
            wire.send(CREATED + HINTS + CREATED);
            wire.in().readAllBytes();
        };
        try (HostileServer server = server(scheme, responds);
                TransferClient client = client(OPTIONS)) {
            for (int i = 1; i <= 3; i++) {
                assertThat(upload(client, link(scheme, server, "PUT"), "hello".getBytes(ISO_8859_1))
                                .attempts())
                        .isEqualTo(1);
                assertThat(connections).hasValue(i);
            }
        }
    }

    private UploadFailedException failure(String scheme, HostileServer.Behaviour behaviour) throws Exception {
        try (HostileServer server = server(scheme, behaviour);
                TransferClient client = client(IMPATIENT)) {
            return catchThrowableOfType(
                    UploadFailedException.class, () -> upload(client, link(scheme, server, "PUT"), new byte[LARGE]));
        }
    }

    private static Uploaded upload(TransferClient client, PresignedLink link, byte[] body) throws OssPresignException {
        return client.upload(UploadRequest.of(link, UploadSource.of(body)));
    }

    private static HostileServer server(String scheme, HostileServer.Behaviour behaviour) throws IOException {
        ServerSocketFactory sockets =
                scheme.equals("http") ? ServerSocketFactory.getDefault() : tls.getServerSocketFactory();
        return new HostileServer(sockets, true, behaviour);
    }

    private static TransferClient client(TransferOptions options) {
        return TransferClient.builder()
                .options(options)
                .clock(InstantSource.fixed(NOW))
                .tls(tls)
                .build();
    }

    private static PresignedLink link(String scheme, HostileServer server, String method) {
        return PresignedLink.of(scheme + "://localhost:" + server.port() + "/k?" + Links.QUERY, method);
    }
}
