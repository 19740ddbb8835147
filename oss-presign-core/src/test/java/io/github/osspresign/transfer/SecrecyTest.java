// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.OPTIONS;
import static io.github.osspresign.transfer.Links.SIGNATURE;
import static io.github.osspresign.transfer.Links.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.failure.MessageSanitizer;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerificationMode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that is printed holds a secret of the link, not even when the service itself says it. */
class SecrecyTest {

    /** Text with secrets that a hostile service tries to get into our log. */
    private static final String ECHO = "seen " + SIGNATURE + " and " + SIGNATURE.toUpperCase(Locale.ROOT) + " and "
            + TOKEN + " and CAIS%2Btok%2Fen%3D%3Dsecret and CAIS tok/en==secret and "
            + SIGNATURE.substring(0, 30) + "\u0001" + SIGNATURE.substring(30);

    @AutoClose
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    Path directory;

    private interface Link {
        PresignedLink to(ScriptedServer server);
    }

    @Test
    void hidesTheLatestOfManyTargetsAndAlwaysTheLink() {
        MessageSanitizer text =
                new MessageSanitizer(PresignedLink.of("https://a.example/k?x-oss-signature=" + SIGNATURE));
        for (int i = 0; i < 1_500; i++) {
            text.hide("https://b.example/k?x-oss-signature=of-target-" + i + "-");
        }
        assertThat(text.cleanText(SIGNATURE + " of-target-1499- of-target-1000- of-target-17-"))
                .isEqualTo("xxxxxx xxxxxx xxxxxx of-target-17-");
    }

    static Stream<Arguments> failures() {
        ScriptedResponse body = ScriptedResponse.ok(new byte[50_000]);
        TransferOptions impatient = Links.options(with -> with.stallTimeout(Duration.ofMillis(100)));
        return Stream.of(
                row(LinkExpiredException.class, error("403 x", "Request has expired. " + ECHO)),
                row(
                        LinkExpiredException.class,
                        body,
                        server -> Links.withExpiry(Links.to(server), Links.NOW.minusSeconds(1))),
                row(LinkRejectedException.class, error("403 x", ECHO)),
                row(LinkRejectedException.class, error("400 x", "x".repeat(170) + ECHO)),
                row(ObjectNotFoundException.class, error("404 x", ECHO)),
                row(ObjectChangedException.class, error("412 x", ECHO)),
                row(
                        ObjectChangedException.class,
                        body.with("ETag", "\"" + ECHO + "\""),
                        server -> Links.withFacts(Links.to(server), null, "A", null)),
                row(ChecksumMismatchException.class, body.with("x-oss-hash-crc64ecma", ECHO)),
                row(ChecksumMismatchException.class, body.with("Content-MD5", ECHO)),
                row(
                        ChecksumMismatchException.class,
                        Links.options(with -> with.verify(VerificationMode.required)),
                        echoing(body)),
                row(TruncatedBodyException.class, echoing(body).afterBytes(10, ScriptedResponse.Ending.CLOSE)),
                row(ThrottledException.class, error("503 x", ECHO).with("Retry-After", ECHO)),
                row(HostNotAllowedException.class, Links.options(with -> with.hostPolicy(HostPolicy.STRICT)), body),
                row(SizeLimitExceededException.class, Links.options(with -> with.maxFileSize(9)), echoing(body)),
                row(DownloadFailedException.class, error("500 " + ECHO, ECHO)),
                row(HostNotAllowedException.class, error("302 x", ECHO).with("Location", "/?" + ECHO)),
                row(
                        HostNotAllowedException.class,
                        error("302 x", ECHO).with("Location", "https://" + SIGNATURE + ".example/")),
                row(DownloadFailedException.class, error("302 " + ECHO, ECHO)),
                row(DownloadFailedException.class, ScriptedResponse.raw(ECHO, new byte[0])),
                row(DownloadFailedException.class, ScriptedResponse.raw("HTTP/1.1 " + ECHO, new byte[0])),
                row(DownloadFailedException.class, ScriptedResponse.raw("HTTP/" + ECHO + " 200 OK", new byte[0])),
                row(
                        DownloadFailedException.class,
                        ScriptedResponse.raw("HTTP/1.1 200 OK\r\nContent-Length: " + ECHO, new byte[0])),
                row(
                        DownloadFailedException.class,
                        ScriptedResponse.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: " + ECHO, new byte[0])),
                row(
                        DownloadFailedException.class,
                        ScriptedResponse.raw(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
                                (ECHO + "\r\n").getBytes(StandardCharsets.ISO_8859_1))),
                row(
                        DownloadFailedException.class,
                        impatient,
                        echoing(body).afterBytes(9, ScriptedResponse.Ending.STALL)),
                row(
                        DownloadFailedException.class,
                        ScriptedResponse.chunked(new byte[100], 10).with("Content-Encoding", ECHO)),
                row(DownloadFailedException.class, body, server -> Links.withMethod(Links.to(server), ECHO)));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("failures")
    void anExceptionHoldsNoSecret(
            Class<? extends OssPresignException> type, TransferOptions options, ScriptedResponse reply, Link link)
            throws Exception {
        server.respond(reply);
        PresignedLink used = link.to(server);
        OssPresignException e =
                catchThrowableOfType(OssPresignException.class, () -> Links.download(options, used, directory));
        assertThat(e).isExactlyInstanceOf(type);
        assertSilent(print(e));
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertSilent(String.valueOf(cause.getMessage()));
        }
        assertSilent(e.ossCode() + e.ec() + e.requestId() + e.maskedUrl());
    }

    @Test
    void aNameOfTheServiceThatHoldsASecretIsNotUsed() throws Exception {
        for (String secret : List.of(SIGNATURE, TOKEN, "CAIS%2Btok%2Fen%3D%3Dsecret")) {
            ScriptedResponse reply = ScriptedResponse.ok("abc")
                    .with("Content-Disposition", "attachment; filename=\"a " + secret + ".txt\"");
            server.respond(reply);
            assertSilent(Links.download(Links.to(server), directory).file().toString());
        }
    }

    @Test
    void whatARequiredHeaderSaysOfTheContentIsNoSecret() throws Exception {
        ScriptedResponse reply =
                ScriptedResponse.ok("abc").with("Content-Type", "text/plain").with("x-oss-meta-a", "0123456789");
        server.respond(reply);
        Downloaded downloaded = Links.download(
                Links.withHeaders(
                        Links.to(server), Map.of("Content-Type", "text/plain", "x-oss-meta-secret", "0123456789")),
                directory);
        assertThat(downloaded.object().contentType()).isEqualTo("text/plain");
        assertThat(downloaded.object().metadata()).isEmpty();
    }

    @Test
    void aFolderThatIsCalledTokenIsNoSecret() throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        PresignedLink link = Links.to(server, "/prices/token=BTC/2024.parquet");
        assertThat(Links.download(link, directory).file()).hasFileName("2024.parquet");
    }

    @Test
    void aNameInUseIsCleanedInMessages() throws Exception {
        Files.createDirectory(directory.resolve(SIGNATURE));
        assertSilent(print(failureToWrite(SIGNATURE)));
    }

    @Test
    void aFileThatCannotBeWrittenIsCleanedInMessages() throws Exception {
        Files.createDirectory(directory.resolve(SIGNATURE + ".part"));
        DownloadFailedException e = failureToWrite(SIGNATURE);
        assertThat(e).hasMessageStartingWith("file cannot be written: ");
        assertSilent(print(e));
    }

    private DownloadFailedException failureToWrite(String fileName) throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(Links.to(server)).fileName(fileName).build(), directory);
        return catchThrowableOfType(DownloadFailedException.class, () -> Links.download(OPTIONS, request));
    }

    @Test
    void messagesAreOneShortLine() throws Exception {
        server.respond(error("403 x", "a\r\nb\u0085[31mc\u202Ed&#10;e" + "f".repeat(500)));
        OssPresignException e =
                catchThrowableOfType(OssPresignException.class, () -> Links.download(Links.to(server), directory));
        assertThat(e.getMessage())
                .contains("'a\\nb\\u0085[31mc\\u202Ed\\nefff")
                .contains("f… (513 characters)' (HTTP 403, code ")
                .doesNotContain("\n");
    }

    @Test
    void theResultPrintsNothingOfTheService() throws Exception {
        server.respond(echoing(ScriptedResponse.ok("abc")));
        assertSilent(Links.download(Links.to(server), directory).toString());
        assertSilent(Links.request(Links.to(server), directory).toString());
    }

    /** A library may log requests, headers and bytes; only a separate process can turn all logs on. */
    @Test
    void noLogHoldsASecretAtAnyLevel() throws Exception {
        server.respond(echoing(ScriptedResponse.ok("abc")));
        Process process = JavaCommand.of(
                        DownloadMain.class,
                        List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"),
                        String.valueOf(server.port()),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String log;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            log = output.lines().collect(Collectors.joining("\n"));
        }
        assertThat(process.waitFor()).as(log).isZero();
        assertThat(log).contains("TRACE");
        assertSilent(log);
        assertThat(server.onlyRequest()).contains(SIGNATURE);
    }

    /** Downloads from the port into the folder. */
    static final class DownloadMain {

        private DownloadMain() {}

        public static void main(String[] args) throws Exception {
            org.slf4j.LoggerFactory.getLogger(DownloadMain.class).trace("TRACE is on");
            String url = "http://127.0.0.1:" + args[0] + "/k?" + Links.QUERY;
            Links.download(PresignedLink.of(url), Path.of(args[1]));
        }
    }

    private static ScriptedResponse error(String status, String message) {
        // A control character is no XML, and would end the reading of the document.
        return echoing(ScriptedResponse.error(status, "X" + SIGNATURE, message.replace("\u0001", "\u0085"), SIGNATURE))
                .with("x-oss-ec", ECHO)
                .with("x-oss-request-id", ECHO);
    }

    private static ScriptedResponse echoing(ScriptedResponse reply) {
        return reply.with("x-oss-request-id", ECHO)
                .with("x-oss-version-id", ECHO)
                .with("x-oss-meta-a", ECHO)
                .with("Content-Type", ECHO);
    }

    private static Arguments row(Class<? extends OssPresignException> type, ScriptedResponse reply) {
        return row(type, OPTIONS, reply);
    }

    private static Arguments row(
            Class<? extends OssPresignException> type, TransferOptions options, ScriptedResponse reply) {
        return arguments(type, options, reply, (Link) Links::to);
    }

    private static Arguments row(Class<? extends OssPresignException> type, ScriptedResponse reply, Link link) {
        return arguments(type, OPTIONS, reply, link);
    }

    private static String print(Throwable e) {
        return Throwables.getStackTrace(e);
    }

    private static void assertSilent(String printed) {
        List<String> secrets =
                List.of(SIGNATURE, SIGNATURE.substring(0, 20), TOKEN, "CAIS%2Btok", "CAIS tok", "LTAIexampleid%2F");
        assertThat(printed.toLowerCase(Locale.ROOT))
                .doesNotContain(secrets.stream()
                        .map(secret -> secret.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
