// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.NOW;
import static io.github.osspresign.transfer.Links.OPTIONS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TransferFailedException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.KeyStores;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection may end at any byte of a response, by which the response is not there, or not whole. */
@Execution(ExecutionMode.CONCURRENT)
class CutResponseTest {

    /** Protocol of a server and the way in which it ends a connection. */
    enum Wire {
        HTTP,
        HTTPS,
        /** As above, but nothing says that the end is meant. */
        HTTPS_WITHOUT_CLOSE_NOTIFY;

        ServerSocketFactory sockets() {
            return switch (this) {
                case HTTP -> ServerSocketFactory.getDefault();
                case HTTPS -> tls.getServerSocketFactory();
                case HTTPS_WITHOUT_CLOSE_NOTIFY -> new CutTls(tls);
            };
        }

        PresignedLink link(ScriptedServer server) {
            String scheme = this == HTTP ? "http" : "https";
            return PresignedLink.of(scheme + "://localhost:" + server.port() + "/k?" + Links.QUERY);
        }
    }

    private static final String BODY = "0123456789";
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String WHOLE = OK + "Server: AliyunOSS\r\nETag: \"A\"\r\nContent-Length: 10\r\n\r\n";
    private static final String PART = String.join(
            "\r\n",
            "HTTP/1.1 206 Partial Content",
            "ETag: \"A\"",
            "Content-Range: bytes 0-9/10",
            "Content-Length: 10",
            "",
            "");
    private static final String INTERIM = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + WHOLE;

    private static final TransferOptions TWICE =
            Links.options(with -> with.retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofSeconds(1))));

    @TempDir
    Path directory;

    /** Where the steps begin at which responses are cut: each run has others. */
    private final long seed = Long.getLong("seed", System.nanoTime());

    private final Random random = new Random(seed);

    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = KeyStores.localhost();
    }

    static Stream<Arguments> headsOverWires() {
        return Arrays.stream(Wire.values())
                .flatMap(wire -> Stream.of(WHOLE, PART, INTERIM).map(head -> Arguments.of(wire, head)));
    }

    @ParameterizedTest
    @MethodSource("headsOverWires")
    void headThatIsCutIsNoResponseAndTheAttemptIsRepeated(Wire wire, String head) throws Exception {
        int step = wire == Wire.HTTP ? 3 : 11;
        try (TransferClient client = client(TWICE)) {
            for (int sent = random.nextInt(step); sent < head.length(); sent += step) {
                try (ScriptedServer server = server(wire, cut(head, sent), cut(WHOLE + BODY, WHOLE.length() + 10))) {
                    Downloaded file = (Downloaded) client.download(Links.request(wire.link(server), directory));
                    assertThat(file.file())
                            .as("seed %d, %d bytes of the head", seed, sent)
                            .hasContent(BODY);
                    assertThat(file.attempts()).isEqualTo(2);
                }
                try (ScriptedServer server = server(wire, cut(head, sent))) {
                    assertThatThrownBy(() -> download(OPTIONS, wire.link(server)))
                            .as("seed %d, %d bytes of the head", seed, sent)
                            .isInstanceOfSatisfying(
                                    TransferFailedException.class,
                                    e -> assertThat(e.isRetryable()).isTrue())
                            .hasMessageStartingWith("connection failed while waiting for the response: ");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void failureOfHeadThatIsCutHasNoClassOfTheHttpLibrary(Wire wire) throws Exception {
        for (int sent : new int[] {0, 1, WHOLE.length() - 1}) {
            try (ScriptedServer server = server(wire, cut(WHOLE, sent))) {
                assertThatThrownBy(() -> download(OPTIONS, wire.link(server)))
                        .as("seed %d, %d bytes of the head", seed, sent)
                        .hasMessageNotContaining("NoHttpResponse")
                        .satisfies(e -> assertThat(Throwables.getStackTrace(e))
                                .doesNotContainPattern("(?m)^(Caused by: |\\s*Suppressed: )org\\.apache\\.hc\\."));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void streamDoesNotBeginWithHeadThatIsCut(Wire wire) throws Exception {
        for (int sent = 0; sent < WHOLE.length(); sent += 7) {
            try (ScriptedServer server = server(wire, cut(WHOLE, sent), cut(WHOLE + BODY, WHOLE.length() + 10));
                    TransferClient client = client(TWICE);
                    DownloadStream stream = (DownloadStream) client.stream(
                            ObjectRequest.builder(wire.link(server)).build())) {
                assertThat(stream.readAllBytes())
                        .as("seed %d, %d bytes of the head", seed, sent)
                        .asString(US_ASCII)
                        .isEqualTo(BODY);
                assertThat(stream.attempts()).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void uploadIsNotStoredByHeadThatIsCut(Wire wire) throws Exception {
        String stored = OK + "ETag: \"A\"\r\nx-oss-request-id: 1\r\nContent-Length: 0\r\n\r\n";
        for (int sent = 0; sent < stored.length(); sent += wire == Wire.HTTP ? 3 : 11) {
            try (ScriptedServer server = server(wire, cut(stored, sent))) {
                PresignedLink link = Links.withMethod(wire.link(server), "PUT");
                assertThatThrownBy(() -> upload(link))
                        .as("seed %d, %d bytes of the head", seed, sent)
                        .isInstanceOfSatisfying(
                                TransferFailedException.class,
                                e -> assertThat(e.isRetryable()).isTrue());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void chunksThatAreCutAreNotTheWhole(Wire wire) throws Exception {
        String head = OK + "Transfer-Encoding: chunked\r\n\r\n";
        String body = "0003;x=y\r\n012\r\n007\r\n3456789\r\n000\r\nX-Trailer: x\r\n\r\n";
        for (int sent = 0; sent < body.length(); sent += wire == Wire.HTTP ? 1 : 5) {
            try (ScriptedServer server = server(wire, cut(head + body, head.length() + sent))) {
                for (VerificationMode verify : List.of(VerificationMode.auto, VerificationMode.none)) {
                    assertThatThrownBy(() -> download(Links.options(with -> with.verify(verify)), wire.link(server)))
                            .as("%d bytes of the body", sent)
                            .isInstanceOfSatisfying(
                                    OssPresignException.class,
                                    e -> assertThat(e.isRetryable()).isTrue());
                }
                assertThat(directory).isEmptyDirectory();
            }
        }
        try (ScriptedServer server = server(wire, cut(head + body, head.length() + body.length()))) {
            assertThat(((Downloaded) download(OPTIONS, wire.link(server))).file())
                    .hasContent(BODY);
        }
    }

    // ---- bodies that end with their connection

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200 OK\r\nETag: \"A\"\r\n\r\n"})
    void bodyWhoseEndNothingMarksIsRefused(String head) throws Exception {
        try (ScriptedServer server = server(Wire.HTTP, cut(head + BODY, head.length() + 10))) {
            assertThatThrownBy(() -> download(TWICE, Wire.HTTP.link(server)))
                    .isInstanceOf(TransferFailedException.class)
                    .hasMessageStartingWith("response has no length, chunks or checksum that mark its end;"
                            + " verify=none accepts it (");
            assertThat(server.requests()).as("not retried").hasSize(1);
            assertThat(directory).isEmptyDirectory();
            try (TransferClient client = client(TWICE)) {
                assertThatThrownBy(() -> client.stream(
                                ObjectRequest.builder(Wire.HTTP.link(server)).build()))
                        .isInstanceOf(TransferFailedException.class)
                        .hasMessageStartingWith(
                                "response has no length, chunks or checksum that mark its end; verify=none accepts it (");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void checksumOrSizeOfTheLinkMarksTheEndOfBody(Wire wire) throws Exception {
        String checked = OK + "x-oss-hash-crc64ecma: " + TestBytes.crc64(BODY.getBytes(US_ASCII)) + "\r\n\r\n";
        try (ScriptedServer server = server(wire, cut(checked + BODY, checked.length() + 10))) {
            assertThat(((Downloaded) download(OPTIONS, wire.link(server))).verified())
                    .isEqualTo(VerifiedBy.crc64);
        }
        try (ScriptedServer server = server(Wire.HTTP, cut(checked + BODY, checked.length() + 9))) {
            assertThatThrownBy(() -> download(OPTIONS, Wire.HTTP.link(server)))
                    .hasMessageStartingWith("crc64 of the transferred bytes: must be ");
        }
        String bare = OK + "\r\n";
        try (ScriptedServer server = server(Wire.HTTP, cut(bare + BODY, bare.length() + 10))) {
            PresignedLink sized = Links.withFacts(Wire.HTTP.link(server), 10L, null, null);
            assertThat(((Downloaded) download(OPTIONS, sized)).verified()).isEqualTo(VerifiedBy.length);
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void withoutVerificationBodyEndsWithItsConnectionUnlessTlsIsCut(Wire wire) throws Exception {
        TransferOptions unverified = Links.options(with -> with.verify(VerificationMode.none));
        try (ScriptedServer server = server(wire, cut(OK + "\r\n" + BODY, OK.length() + 12))) {
            if (wire == Wire.HTTPS_WITHOUT_CLOSE_NOTIFY) {
                assertThatThrownBy(() -> download(unverified, wire.link(server)))
                        .isInstanceOfSatisfying(
                                TruncatedBodyException.class,
                                e -> assertThat(e.isRetryable()).isTrue());
                assertThat(directory).isEmptyDirectory();
            } else {
                Downloaded file = (Downloaded) download(unverified, wire.link(server));
                assertThat(file.file()).hasContent(BODY);
                assertThat(file.verified()).isEqualTo(VerifiedBy.none);
            }
        }
    }

    // ---- error documents

    @ParameterizedTest
    @EnumSource(Wire.class)
    void errorDocumentThatIsCutIsNotJudgedByItsStatus(Wire wire) throws Exception {
        String document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>AccessDenied</Code>\n"
                + "  <Message>Request has expired.</Message>\n  <EC>0002-00000069</EC>\n</Error>";
        String length = "Content-Length: " + document.length() + "\r\n";
        int step = wire == Wire.HTTP ? 7 : 23;
        try (TransferClient client = client(TWICE)) {
            for (String header : List.of(length, "Connection: close\r\n")) {
                String head = "HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n" + header + "\r\n";
                ScriptedResponse whole = cut(head + document, head.length() + document.length());
                for (int sent = random.nextInt(step); sent < document.length(); sent += step) {
                    ScriptedResponse broken = cut(head + document, head.length() + sent);
                    try (ScriptedServer server = server(wire, broken, whole)) {
                        assertThatThrownBy(() -> client.download(Links.request(wire.link(server), directory)))
                                .as("seed %d, %d bytes of the document behind %s", seed, sent, header)
                                .isInstanceOf(LinkExpiredException.class);
                    }
                    try (ScriptedServer server = server(wire, broken, whole)) {
                        UploadRequest put = put(Links.withMethod(wire.link(server), "PUT"));
                        assertThatThrownBy(() -> client.upload(put))
                                .as("seed %d, %d bytes of the document behind %s", seed, sent, header)
                                .isInstanceOf(LinkExpiredException.class);
                    }
                }
            }
        }
    }

    @Test
    void errorDocumentThatStaysCutIsRetryableFailureThatSaysSo() throws Exception {
        String head = "HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\n<Error><Code>Req";
        try (ScriptedServer server = server(Wire.HTTP, cut(head, head.length()))) {
            assertThatThrownBy(() -> download(TWICE, Wire.HTTP.link(server)))
                    .isInstanceOfSatisfying(
                            TransferFailedException.class,
                            e -> assertThat(e.isRetryable()).isTrue())
                    .hasMessageStartingWith("connection failed while reading the error document: ");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forbidden",
                "{\"error\": \"no\"}",
                "<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>Blocked",
                "<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head>",
                "\u001f\u008b\u0008\u0000"
            })
    void responseOfAnotherKindIsJudgedByItsStatusThoughOnlyTheConnectionEndsIt(String body) throws Exception {
        String response = "HTTP/1.0 403 Forbidden\r\n\r\n" + body;
        try (ScriptedServer server = server(Wire.HTTP, cut(response, response.length()))) {
            assertThatThrownBy(() -> download(TWICE, Wire.HTTP.link(server))).isInstanceOf(LinkRejectedException.class);
            assertThat(server.requests()).as("not retried").hasSize(1);
        }
    }

    @Test
    void errorDocumentThatIsWholeIsJudgedThoughItsResponseGoesOn() throws Exception {
        String document = "<Error><Code>SignatureDoesNotMatch</Code></Error>";
        for (String header : List.of("\r\nContent-Length: 1000", "")) {
            ScriptedResponse reply =
                    ScriptedResponse.raw("HTTP/1.1 403 Forbidden" + header, document.getBytes(US_ASCII));
            TransferOptions impatient = Links.options(with -> with.stallTimeout(Duration.ofMillis(500))
                    .retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofSeconds(1))));
            for (ScriptedResponse.Ending ending :
                    List.of(ScriptedResponse.Ending.CLOSE, ScriptedResponse.Ending.STALL)) {
                try (ScriptedServer server = server(Wire.HTTP, reply.ending(ending))) {
                    assertThatThrownBy(() -> download(impatient, Wire.HTTP.link(server)))
                            .as("%s behind '%s'", ending, header.strip())
                            .isInstanceOf(LinkRejectedException.class);
                    assertThat(server.requests()).as("not retried").hasSize(1);
                }
            }
        }
    }

    @Test
    void errorDocumentThatStallsIsTooLate() throws Exception {
        ScriptedResponse reply = ScriptedResponse.raw(
                        "HTTP/1.1 403 Forbidden\r\nContent-Length: 1000", "<Error><Co".getBytes(US_ASCII))
                .ending(ScriptedResponse.Ending.STALL);
        TransferOptions impatient = Links.options(with -> with.stallTimeout(Duration.ofMillis(400)));
        try (ScriptedServer server = server(Wire.HTTP, reply)) {
            // Two limits end at the same time, and either may be the first.
            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(() -> download(impatient, Wire.HTTP.link(server)))
                        .hasMessageStartingWith("error document did not arrive in time: ");
            }
        }
    }

    @Test
    void statusThatNeedsNoErrorDocumentIsFinalThoughItIsCut() throws Exception {
        String head = "HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\n<Error><Code>NoS";
        try (ScriptedServer server = server(Wire.HTTP, cut(head, head.length()))) {
            assertThatThrownBy(() -> download(TWICE, Wire.HTTP.link(server)))
                    .isInstanceOf(ObjectNotFoundException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    // ---- status lines

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 000 Nothing",
                "HTTP/1.1 0 Nothing",
                "HTTP/1.1 099 Low",
                "HTTP/1.1 -1 Negative",
                "HTTP/1.1 99999999999 Overflow",
                "HTTP/1.1 OK"
            })
    void garbageInPlaceOfStatusIsTypedFailure(String statusLine) throws Exception {
        String response = statusLine + "\r\nContent-Length: 10\r\n\r\n" + BODY;
        try (ScriptedServer server = server(Wire.HTTP, cut(response, response.length()))) {
            assertThatThrownBy(() -> download(TWICE, Wire.HTTP.link(server)))
                    .isInstanceOfSatisfying(
                            TransferFailedException.class,
                            e -> assertThat(e.isRetryable()).isFalse());
            PresignedLink put = Links.withMethod(Wire.HTTP.link(server), "PUT");
            assertThatThrownBy(() -> upload(put)).isInstanceOf(TransferFailedException.class);
        }
    }

    // ---- bytes behind a response

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"HTTP", "HTTPS"})
    void bytesBehindResponseAreNeverReadAsTheNextResponse(Wire wire) throws Exception {
        String stranger = OK + "Content-Length: 8\r\n\r\nstranger";
        for (String first : List.of(
                WHOLE + BODY, PART + BODY, OK + "Transfer-Encoding: chunked\r\n\r\na\r\n" + BODY + "\r\n0\r\n\r\n")) {
            for (String behind : List.of(stranger, "x")) {
                ScriptedResponse both = new ScriptedResponse(
                        List.of(), (first + behind).getBytes(ISO_8859_1), ScriptedResponse.Ending.KEEP_ALIVE);
                try (ScriptedServer server = server(wire, both);
                        TransferClient client = client(OPTIONS)) {
                    for (int i = 1; i <= 3; i++) {
                        Path inbox = Files.createDirectories(directory.resolve("inbox"));
                        Downloaded file = (Downloaded) client.download(Links.request(wire.link(server), inbox));
                        assertThat(file.file()).hasContent(BODY);
                        Files.delete(file.file());
                        assertThat(server.connections()).isEqualTo(2 * i - 1);
                        try (DownloadStream stream = (DownloadStream) client.stream(
                                ObjectRequest.builder(wire.link(server)).build())) {
                            if (!first.startsWith("HTTP/1.1 206")) {
                                assertThat(stream.readAllBytes())
                                        .asString(US_ASCII)
                                        .isEqualTo(BODY);
                            }
                        } catch (TransferFailedException e) {
                            assertThat(e)
                                    .as("a part, though the whole was asked for")
                                    .hasMessageContaining("HTTP 206");
                        }
                        assertThat(server.connections()).isEqualTo(2 * i);
                    }
                }
            }
        }
    }

    @Test
    void bytesThatComeLaterAreNotReadAsTheNextResponse() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        AtomicInteger connections = new AtomicInteger();
        HostileServer.Behaviour late = (request, wire) -> {
            boolean isFirst = connections.incrementAndGet() == 1;
            wire.send(WHOLE + BODY);
            if (isFirst) {
                first.await();
                wire.send(OK + "Content-Length: 8\r\n\r\nstranger");
                sent.countDown();
            }
            wire.beSilent();
        };
        try (HostileServer server = new HostileServer(late);
                TransferClient client = client(OPTIONS)) {
            PresignedLink link = PresignedLink.of("http://localhost:" + server.port() + "/k?" + Links.QUERY);
            client.download(Links.request(link, directory));
            first.countDown();
            sent.await();
            Downloaded file = (Downloaded) client.download(Links.request(link, directory));
            assertThat(file.file()).hasContent(BODY);
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void uploadIsNotStoredByResponseThatComesBeforeTheWholeBody() throws Exception {
        HostileServer.Behaviour early = (request, wire) -> {
            wire.in().readNBytes(1000);
            wire.send(OK + "ETag: \"A\"\r\nContent-Length: 0\r\n\r\n");
            wire.in().transferTo(OutputStream.nullOutputStream());
        };
        try (HostileServer server = new HostileServer(early);
                TransferClient client = client(OPTIONS)) {
            PresignedLink link = PresignedLink.of("http://localhost:" + server.port() + "/k?" + Links.QUERY);
            UploadRequest request =
                    UploadRequest.of(Links.withMethod(link, "PUT"), UploadSource.of(new byte[64 * 1024 * 1024]));
            assertThatThrownBy(() -> client.upload(request))
                    .isInstanceOfSatisfying(
                            TransferFailedException.class,
                            e -> assertThat(e.isRetryable()).isTrue())
                    .hasMessageStartingWith("service responded before it had received the whole body (");
        }
    }

    @Test
    void bytesAfterTheResponseOfAProxyAreNotReadAsResponseOfTheService() throws Exception {
        String stranger = OK + "Content-Length: 8\r\n\r\nstranger";
        try (ScriptedServer service = server(Wire.HTTPS, cut(WHOLE + BODY, WHOLE.length() + 10))) {
            HostileServer.Behaviour tunnel = (request, wire) -> {
                wire.send(OK + "\r\n" + stranger);
                try (Socket target = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
                    Thread back = new Thread(() -> {
                        try {
                            target.getInputStream().transferTo(wire.out());
                        } catch (IOException e) {
                            // The client has gone.
                        }
                    });
                    back.start();
                    wire.in().transferTo(target.getOutputStream());
                }
            };
            try (HostileServer proxy = new HostileServer(tunnel)) {
                TransferOptions through =
                        Links.options(with -> with.proxy(new ProxyServer("localhost", proxy.port(), null, null)));
                assertThatThrownBy(() -> download(through, Wire.HTTPS.link(service)))
                        .isInstanceOf(TransferFailedException.class)
                        .hasMessageContaining("bytes came before the request");
                assertThat(directory).isEmptyDirectory();
            }
        }
    }

    private static ScriptedResponse cut(String response, int sent) {
        return new ScriptedResponse(
                List.of(), Arrays.copyOf(response.getBytes(ISO_8859_1), sent), ScriptedResponse.Ending.CLOSE);
    }

    private static ScriptedServer server(Wire wire, ScriptedResponse... replies) throws IOException {
        return new ScriptedServer(wire.sockets(), replies);
    }

    private static TransferClient client(TransferOptions options) {
        return TransferClient.builder()
                .options(options)
                .clock(InstantSource.fixed(NOW))
                .tls(tls)
                .build();
    }

    private DownloadResult download(TransferOptions options, PresignedLink link) throws OssPresignException {
        try (TransferClient client = client(options)) {
            return client.download(Links.request(link, directory));
        }
    }

    private static void upload(PresignedLink link) throws OssPresignException {
        upload(OPTIONS, link);
    }

    private static void upload(TransferOptions options, PresignedLink link) throws OssPresignException {
        try (TransferClient client = client(options)) {
            client.upload(put(link));
        }
    }

    private static UploadRequest put(PresignedLink link) {
        return UploadRequest.of(link, UploadSource.of("ours".getBytes(US_ASCII)));
    }
}
