// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import static io.github.osspresign.transfer.Links.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.error.UploadOutcomeUnknownException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.test.SettableClock;
import io.github.osspresign.transfer.DevServerTestSupport;
import io.github.osspresign.transfer.HostileServer;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.TestBytes;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.TransferProgress;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.Uploaded;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import io.github.osspresign.transfer.time.Sleeper;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The response decides about an upload, whenever it comes; and a service that takes no bytes is not waited for. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UploadTest {

    private static final byte[] HELLO = "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] HELLO_MD5 = Base64.getDecoder().decode("XUFAKrxLKna5cZ2REBfFkg==");
    /** More than the buffers of two sockets hold. */
    private static final long LARGE = 200_000_000;

    private static final ScriptedResponse EXPIRED =
            ScriptedResponse.error("403 Forbidden", "AccessDenied", "Request has expired.", "0002-00000069");
    private static final ScriptedResponse EXPIRED_AND_CLOSED =
            EXPIRED.with("Connection", "close").ending(ScriptedResponse.Ending.CLOSE);
    private static final ScriptedResponse FAILED = ScriptedResponse.error(
                    "500 Internal Server Error", "InternalError", "no", "0000-00000000")
            .with("Connection", "close")
            .ending(ScriptedResponse.Ending.CLOSE);

    @AutoClose
    private final ScriptedServer server = new ScriptedServer();

    /** Zeros, as many as you like. */
    private record Zeros(long length) implements UploadSource {
        @Override
        public InputStream open() {
            return new InputStream() {
                private long left = length;

                @Override
                public int read() {
                    return left-- > 0 ? 0 : -1;
                }

                @Override
                public int read(byte[] buffer, int offset, int wanted) {
                    if (left <= 0) {
                        return -1;
                    }
                    int count = (int) Math.min(wanted, left);
                    left -= count;
                    return count;
                }
            };
        }
    }

    private static Uploaded upload(TransferOptions options, ScriptedServer server, UploadSource source)
            throws OssPresignException {
        return upload(options, Links.withMethod(Links.to(server), "PUT"), source);
    }

    private static Uploaded upload(TransferOptions options, PresignedLink link, UploadSource source)
            throws OssPresignException {
        try (TransferClient client = TransferClient.builder()
                .options(options)
                .clock(InstantSource.fixed(Links.NOW))
                .build()) {
            return client.upload(UploadRequest.builder(link, source).build());
        }
    }

    private static ScriptedResponse ok() {
        return unconfirmed("").with("x-oss-request-id", "67A0301D0123456789ABCDEF");
    }

    /** Status 200 without a header of the service. */
    private static ScriptedResponse unconfirmed(String body) {
        return ScriptedResponse.ok(body).with("Connection", "close").ending(ScriptedResponse.Ending.CLOSE);
    }

    @Test
    void theRequestIsTheLinkAndTheLength() throws Exception {
        server.respond(ok());
        upload(OPTIONS, server, UploadSource.of(HELLO));
        assertThat(server.onlyRequest().lines())
                .containsExactlyInAnyOrder(
                        "PUT /dir/report.pdf?" + Links.QUERY + " HTTP/1.1",
                        "Host: 127.0.0.1:" + server.port(),
                        "Accept-Encoding: identity",
                        "User-Agent: camel-oss-presign",
                        "Content-Length: 5");
    }

    @Test
    void aRefusalThatComesInTheMiddleOfTheBodyIsHeard() throws Exception {
        for (ScriptedResponse.Ending ending :
                new ScriptedResponse.Ending[] {ScriptedResponse.Ending.CLOSE, ScriptedResponse.Ending.STALL}) {
            server.respond(EXPIRED.ending(ending));
            assertThatThrownBy(() -> upload(OPTIONS, server, new Zeros(LARGE)))
                    .as("%s", ending)
                    .isInstanceOf(LinkExpiredException.class);
        }
    }

    @Test
    void aServiceThatTakesNoBytesIsNotWaitedFor() throws Exception {
        TransferOptions impatient = Links.options(with -> with.stallTimeout(Duration.ofMillis(300)));
        server.respond(ScriptedResponse.silence(ScriptedResponse.Ending.STALL));
        assertThatThrownBy(() -> upload(impatient, server, new Zeros(LARGE)))
                .isInstanceOfSatisfying(UploadFailedException.class, e -> {
                    assertThat(e).hasMessageContaining("service did not accept the body of the upload in time (");
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e.bytesSoFar()).isPositive();
                });
        assertThatThrownBy(() -> upload(impatient, server, UploadSource.of(HELLO)))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageContaining("response did not arrive in time: ");
    }

    @Test
    void aSlowPaceIsNoStall() throws Exception {
        TransferOptions slow =
                Links.options(with -> with.stallTimeout(Duration.ofMillis(200)).maxBytesPerSecond(100_000));
        HostileServer.Behaviour stores = (request, wire) -> {
            wire.in().skipNBytes(100_000);
            wire.send("HTTP/1.1 200 OK\r\nETag: \"A\"\r\nContent-Length: 0\r\n\r\n");
        };
        try (HostileServer server = new HostileServer(stores);
                TransferClient client = TransferClient.builder().options(slow).build()) {
            PresignedLink link = Links.withMethod(
                    PresignedLink.of("http://127.0.0.1:" + server.port() + "/k?" + Links.QUERY), "PUT");
            UploadRequest request =
                    UploadRequest.builder(link, new Zeros(100_000)).build();
            assertThat(client.upload(request).attempts()).isEqualTo(1);
        }
    }

    @Test
    void withoutACrcTheMd5OrTheEntityTagIsCompared() throws Exception {
        assertThat(verified(ok().with("Content-MD5", "XUFAKrxLKna5cZ2REBfFkg==")))
                .isEqualTo(VerifiedBy.md5);
        assertThat(verified(ok().with("ETag", "\"5d41402abc4b2a76b9719d911017c592\"")))
                .isEqualTo(VerifiedBy.md5);
        assertThat(verified(ok().with("ETag", "\"5D41402ABC4B2A76B9719D911017C592\"")))
                .isEqualTo(VerifiedBy.md5);
        assertThat(verified(ok().with("ETag", "\"00000000000000000000000000000000\"")))
                .isEqualTo(VerifiedBy.length);
        assertThat(verified(ok())).isEqualTo(VerifiedBy.length);
        assertThatThrownBy(() -> verified(ok().with("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==")))
                .isInstanceOf(ChecksumMismatchException.class)
                .hasMessageContaining(", was " + Base64.getEncoder().encodeToString(HELLO_MD5));
    }

    private static VerifiedBy verified(ScriptedResponse reply) throws Exception {
        return verified(OPTIONS, reply);
    }

    private static VerifiedBy verified(TransferOptions options, ScriptedResponse reply) throws Exception {
        try (ScriptedServer server = new ScriptedServer(reply)) {
            return upload(options, server, UploadSource.of(HELLO)).verified();
        }
    }

    @ParameterizedTest
    @EnumSource(VerificationMode.class)
    void pageOfAProxyDoesNotConfirmAnUpload(VerificationMode verify) {
        TransferOptions options = Links.options(with -> with.verify(verify));
        assertThatThrownBy(() -> verified(options, unconfirmed("<html><body>Log in to this network</body></html>")))
                .isInstanceOfSatisfying(UploadFailedException.class, e -> {
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e.status()).isEqualTo(200);
                })
                .hasMessageStartingWith("response does not confirm the upload: must have ETag or x-oss-hash-crc64ecma"
                        + " or x-oss-request-id, had none (");
    }

    @ParameterizedTest
    @CsvSource({
        "ETag, '\"00000000000000000000000000000000\"'",
        "x-oss-hash-crc64ecma, 11177612005948864433",
        "x-oss-request-id, 67A0301D0123456789ABCDEF"
    })
    void eachHeaderOfTheServiceConfirmsAnUpload(String name, String value) throws Exception {
        assertThat(verified(unconfirmed("").with(name, value))).isNotEqualTo(VerifiedBy.none);
    }

    @Test
    void uploadIsSentAgainAfterThePageOfAProxy() throws Exception {
        String page = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        Uploaded uploaded = uploadAgain(page, head("200 OK", "ETag: \"A\"") + EXISTS);
        assertThat(uploaded.attempts()).isEqualTo(2);
    }

    @Test
    void aRequiredChecksumThatDoesNotComeIsAFailure() {
        TransferOptions strict = Links.options(with -> with.verify(VerificationMode.required));
        assertThatThrownBy(() -> verified(strict, ok()))
                .isInstanceOfSatisfying(
                        ChecksumMismatchException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageContaining("x-oss-hash-crc64ecma or Content-MD5, was neither");
    }

    @Test
    void aFailedCallbackSaysThatTheObjectIsStored() throws Exception {
        ScriptedResponse failed = ScriptedResponse.error(
                        "203 Non-Authoritative Information", "CallbackFailed", "no", "0007-00000203")
                .ending(ScriptedResponse.Ending.CLOSE);
        server.respond(failed);
        assertThatThrownBy(() -> upload(OPTIONS, server, UploadSource.of(HELLO)))
                .isInstanceOfSatisfying(UploadFailedException.class, e -> {
                    assertThat(e).hasMessageContaining("object is stored, but its callback failed (");
                    assertThat(e.ossCode()).isEqualTo("CallbackFailed");
                    assertThat(e.isRetryable()).isFalse();
                });
    }

    @Test
    void moreThanTheServiceTakesInOneRequestIsNotBegun() throws Exception {
        server.respond(ok());
        assertThatThrownBy(() -> upload(OPTIONS, server, new Zeros(5L * 1024 * 1024 * 1024 + 1)))
                .isInstanceOf(SizeLimitExceededException.class)
                .hasMessageContaining("at most 5368709120 bytes, was 5368709121 bytes");
        assertThat(server.connections()).isZero();
    }

    @Test
    void signedContentLengthMustMatchTheBody() throws Exception {
        server.respond(ok());
        PresignedLink put = Links.withMethod(Links.to(server), "PUT");
        assertThatThrownBy(() -> upload(OPTIONS, with(put, Map.of("content-length", "6")), UploadSource.of(HELLO)))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageContaining("required header Content-Length: must be 5, the length of the body, was '6' (");
        assertThat(server.connections()).isZero();

        upload(OPTIONS, with(put, Map.of("content-length", "5")), UploadSource.of(HELLO));
        assertThat(server.onlyRequest()).containsOnlyOnce("ontent-");
    }

    private static PresignedLink with(PresignedLink link, Map<String, String> headers) {
        return PresignedLink.builder(link.url())
                .method(link.method())
                .requiredHeaders(headers)
                .build();
    }

    @Test
    void aBodyThatCannotBeReadOrIsNotWhatItWasIsNoObject() throws Exception {
        UploadSource unreadable = new UploadSource() {
            @Override
            public long length() {
                return 10;
            }

            @Override
            public InputStream open() throws IOException {
                throw new IOException("gone");
            }
        };
        UploadSource shorter = new Lying(9, 10);
        UploadSource longer = new Lying(11, 10);
        server.respond(ScriptedResponse.silence(ScriptedResponse.Ending.STALL));
        assertThatThrownBy(() -> upload(OPTIONS, server, unreadable))
                .hasMessageContaining("body of the upload cannot be read: IOException: gone (");
        for (UploadSource other : new UploadSource[] {shorter, longer}) {
            assertThatThrownBy(() -> upload(OPTIONS, server, other))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageContaining("body changed during the upload; it had 10 bytes at the beginning (");
        }
    }

    private record Lying(long real, long length) implements UploadSource {
        @Override
        public InputStream open() {
            return new Zeros(real).open();
        }
    }

    @Test
    void anUploadEndsWithItsTime() throws Exception {
        TransferOptions brief = Links.options(
                with -> with.transferTimeout(Duration.ofMillis(200)).maxBytesPerSecond(50_000));
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.silence(ScriptedResponse.Ending.STALL));
                TransferClient client = TransferClient.builder().options(brief).build()) {
            PresignedLink link = Links.withMethod(Links.to(server), "PUT");
            UploadRequest request =
                    UploadRequest.builder(link, new Zeros(200_000)).build();
            assertThatThrownBy(() -> client.upload(request))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageContaining("transfer did not end within 200 ms (transferTimeout)");
        }
    }

    /** Response to an attempt whose object is stored, or an end of the connection instead. */
    private static Uploaded uploadAgain(String first) throws Exception {
        return uploadAgain(first, head("409 Conflict") + EXISTS);
    }

    private static Uploaded uploadAgain(String first, String second) throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        HostileServer.Behaviour stores = (request, wire) -> {
            wire.in().skipNBytes(HELLO.length);
            wire.send(attempts.incrementAndGet() == 1 ? first : second);
        };
        TransferOptions twice =
                Links.options(with -> with.retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofSeconds(1))));
        try (HostileServer server = new HostileServer(stores)) {
            String url = "http://127.0.0.1:" + server.port() + "/k?" + Links.QUERY;
            return upload(twice, Links.withMethod(PresignedLink.of(url), "PUT"), UploadSource.of(HELLO));
        }
    }

    private static final String EXISTS = "<Error><Code>FileAlreadyExists</Code><EC>0026-00000201</EC></Error>";

    private static String head(String status, String... headers) {
        return "HTTP/1.1 " + status + "\r\nConnection: close\r\n"
                + String.join(
                        "", List.of(headers).stream().map(line -> line + "\r\n").toList())
                + "Content-Length: " + EXISTS.length() + "\r\n\r\n";
    }

    static Stream<String> endsOfAnAttemptThatMayHaveStored() {
        return Stream.of("", "HTTP/1.1 200 O", head("200 OK") + EXISTS, head("500 Internal Server Error") + EXISTS);
    }

    @ParameterizedTest
    @MethodSource("endsOfAnAttemptThatMayHaveStored")
    void refusedOverwriteAfterLostResponseHasUnknownOutcome(String lost) {
        assertThatThrownBy(() -> uploadAgain(lost))
                .isInstanceOfSatisfying(UploadOutcomeUnknownException.class, e -> {
                    assertThat(e.isRetryable()).isFalse();
                    assertThat(e.ec()).isEqualTo("0026-00000201");
                    assertThat(e.status()).isEqualTo(409);
                })
                .hasMessageStartingWith(
                        "object exists already, and an earlier attempt of this upload may have stored it (")
                .hasCauseInstanceOf(UploadFailedException.class);
    }

    @Test
    void refusedOverwriteOfTheSameBytesIsSuccess() throws Exception {
        Uploaded uploaded =
                uploadAgain("", head("409 Conflict", "x-oss-hash-crc64ecma: " + TestBytes.crc64(HELLO)) + EXISTS);

        assertThat(uploaded.verified()).isEqualTo(VerifiedBy.crc64);
        assertThat(uploaded.attempts()).isEqualTo(2);
        assertThat(uploaded.object().length()).isEqualTo(HELLO.length);
    }

    static Stream<Arguments> refusalsOfTheService() {
        return Stream.of(
                Arguments.of("", head("409 Conflict", "x-oss-hash-crc64ecma: 1")),
                Arguments.of(head("503 Service Unavailable") + EXISTS, head("409 Conflict")),
                Arguments.of(head("409 Conflict") + EXISTS, ""));
    }

    @ParameterizedTest
    @MethodSource("refusalsOfTheService")
    void refusedOverwriteOfAnObjectThatIsNotOursIsTheRefusalOfTheService(String first, String second) {
        assertThatThrownBy(() -> uploadAgain(first, second + EXISTS))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith("object exists already, and the request or the bucket forbids overwriting (");
    }

    @Test
    void refusedOverwriteByARetentionPolicyHasUnknownOutcome() {
        String immutable = "<Error><Code>FileImmutable</Code></Error>";
        assertThatThrownBy(() -> uploadAgain(
                        "",
                        "HTTP/1.1 409 Conflict\r\nConnection: close\r\nContent-Length: " + immutable.length()
                                + "\r\n\r\n" + immutable))
                .isInstanceOf(UploadOutcomeUnknownException.class);
    }

    @Test
    void refusedOverwriteAfterAnAttemptWithoutConnectionIsTheRefusalOfTheService() throws Exception {
        TransferOptions twice =
                Links.options(with -> with.retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofSeconds(1))));
        AtomicInteger lookUps = new AtomicInteger();
        HostResolver flaky = host -> {
            if (lookUps.incrementAndGet() == 1) {
                throw new UnknownHostException(host);
            }
            return HostResolver.SYSTEM.resolve(host);
        };
        HostileServer.Behaviour refuses = (request, wire) -> wire.send(head("409 Conflict") + EXISTS);
        try (HostileServer server = new HostileServer(refuses);
                TransferClient client = TransferClient.builder()
                        .options(twice)
                        .clock(InstantSource.fixed(Links.NOW))
                        .resolver(flaky)
                        .build()) {
            PresignedLink link = Links.withMethod(
                    PresignedLink.of("http://localhost:" + server.port() + "/k?" + Links.QUERY), "PUT");
            UploadRequest request = UploadRequest.of(link, UploadSource.of(new byte[0]));
            assertThatThrownBy(() -> client.upload(request))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("object exists already, and the request or the bucket forbids overwriting");
        }
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void bytesThatTheSpeedLimitHoldsBackUntilTheDeadlineAreNotSent() throws Exception {
        SettableClock clock = new SettableClock(Links.NOW);
        TransferOptions brief = Links.options(
                with -> with.transferTimeout(Duration.ofSeconds(1)).maxBytesPerSecond(20_000));
        AtomicInteger received = new AtomicInteger();
        HostileServer.Behaviour counts = (request, wire) -> {
            received.addAndGet(wire.in().readNBytes(100_000).length);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        };
        Sleeper advances = (wait, until) -> clock.advance(wait);
        try (HostileServer server = new HostileServer(counts)) {
            try (TransferClient client = DevServerTestSupport.client(brief, clock, clock::nanoTime, advances)) {
                PresignedLink link = Links.withMethod(
                        PresignedLink.of("http://127.0.0.1:" + server.port() + "/k?" + Links.QUERY), "PUT");
                UploadRequest request =
                        UploadRequest.builder(link, new Zeros(100_000)).build();
                assertThatThrownBy(() -> client.upload(request))
                        .hasMessageStartingWith("transfer did not end within 1 second (transferTimeout)");
            }
        }
        assertThat(received.get()).isLessThan(100_000);
    }

    @Test
    void refusedOverwriteOfAnObjectStoredWithOtherBytesIsTheMismatch() {
        assertThatThrownBy(() -> uploadAgain(head("200 OK", "x-oss-hash-crc64ecma: 1") + EXISTS))
                .isInstanceOf(ChecksumMismatchException.class);
    }

    @Test
    void lastFailureSuppressesTheWrongChecksumOfAnEarlierAttempt() {
        String wrong = head("200 OK", "x-oss-hash-crc64ecma: 1") + EXISTS;
        assertThatThrownBy(() -> uploadAgain(wrong, ""))
                .isInstanceOfSatisfying(
                        UploadFailedException.class,
                        e -> assertThat(e.getSuppressed())
                                .singleElement()
                                .isInstanceOf(ChecksumMismatchException.class));
    }

    @Test
    void retriesWhenNoFreshLinkIsAvailableForAMoment() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.respond(EXPIRED_AND_CLOSED, EXPIRED_AND_CLOSED, ok());
        Uploaded uploaded = renewing(server, 2, null, old -> {
            if (calls.incrementAndGet() == 1) {
                throw new IOException("signer is not available");
            }
            return put(server, "fresh");
        });
        assertThat(uploaded.attempts()).isEqualTo(2);
        assertThat(linksSent(server)).containsExactly("old", "old", "fresh");
    }

    @Test
    void attemptWithExpiredLinkHasStoredNothingEvenIfNoFreshLinkIsAvailable() {
        AtomicInteger calls = new AtomicInteger();
        ScriptedResponse exists = ScriptedResponse.error("409 Conflict", "FileAlreadyExists", "no", "0026-00000201");
        server.respond(EXPIRED_AND_CLOSED, EXPIRED_AND_CLOSED, exists);
        assertThatThrownBy(() -> renewing(server, 2, null, old -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IOException("signer is not available");
                    }
                    return put(server, "fresh");
                }))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith("object exists already, and the request or the bucket forbids overwriting");
    }

    @Test
    void replacesLinkOnceShortlyBeforeItExpires() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.respond(FAILED, FAILED, ok());
        PresignedLink fresh = put(server, "fresh");
        LinkRefresher refresher = ended -> {
            calls.incrementAndGet();
            return fresh;
        };
        // Each failure takes 15 of the 20 seconds. The first one begins the replacement, which the last request
        // waits for.
        renewing(server, 3, Links.NOW.plusSeconds(20), refresher);
        assertThat(linksSent(server)).hasSize(3).startsWith("old").endsWith("fresh");
        assertThat(calls).hasValue(1);
    }

    @Test
    void replacesLinkAgainAfterAnAttemptThatFailedOtherwise() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.respond(EXPIRED_AND_CLOSED, FAILED, EXPIRED_AND_CLOSED, ok());
        Uploaded uploaded = renewing(server, 2, null, old -> put(server, "fresh" + calls.incrementAndGet()));
        assertThat(uploaded.attempts()).isEqualTo(2);
        assertThat(linksSent(server)).containsExactly("old", "fresh1", "fresh1", "fresh2");
    }

    @Test
    void stopsAtTheSecondExpiredLinkInARow() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.respond(EXPIRED_AND_CLOSED);
        assertThatThrownBy(() -> renewing(server, 2, null, old -> put(server, "fresh" + calls.incrementAndGet())))
                .isInstanceOf(LinkExpiredException.class);
        assertThat(linksSent(server)).containsExactly("old", "fresh1");
        assertThat(calls).hasValue(1);
    }

    /** Uploads with 15 seconds between the attempts. */
    private static Uploaded renewing(
            ScriptedServer server, int attempts, @Nullable Instant expiresAt, LinkRefresher refresher)
            throws OssPresignException {
        RetryPolicy retry = new RetryPolicy(attempts, Duration.ofMillis(1), Duration.ofMillis(1));
        TransferOptions options = Links.options(with -> with.retry(retry));
        SettableClock clock = new SettableClock(Links.NOW);
        ProgressListener slow = new ProgressListener() {
            @Override
            public void progress(TransferProgress progress) {}

            @Override
            public void retrying(OssPresignException failure) {
                clock.advance(Duration.ofSeconds(15));
            }
        };
        PresignedLink old = put(server, "old");
        PresignedLink link = PresignedLink.builder(old.url())
                .method("PUT")
                .expiresAt(expiresAt)
                .build();
        try (TransferClient client =
                TransferClient.builder().options(options).clock(clock).build()) {
            return client.upload(UploadRequest.builder(link, UploadSource.of(HELLO))
                    .listener(slow)
                    .refresher(refresher)
                    .build());
        }
    }

    private static PresignedLink put(ScriptedServer server, String name) {
        return Links.withMethod(PresignedLink.of(Links.to(server).url() + "&link=" + name), "PUT");
    }

    private static List<String> linksSent(ScriptedServer server) {
        return server.requests().stream()
                .map(request -> request.replaceAll("(?s).*&link=(\\w+).*", "$1"))
                .toList();
    }
}
