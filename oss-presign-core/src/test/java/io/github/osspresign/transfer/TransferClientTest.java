// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.NOW;
import static io.github.osspresign.transfer.Links.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.test.SettableClock;
import io.github.osspresign.transfer.file.FreeSpace;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.TransferProgress;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import io.github.osspresign.transfer.time.Sleeper;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A link becomes a whole file, or there is an exception and no trace of it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public class TransferClientTest {

    @AutoClose
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    Path directory;

    @Test
    void makesAFileOfALink() throws Exception {
        byte[] body = TestBytes.random(300_000);
        ScriptedResponse reply = ScriptedResponse.ok(body)
                .with("Content-Type", "application/pdf")
                .with("ETag", "\"5D41402ABC4B2A76B9719D911017C592\"")
                .with("Last-Modified", "Sun, 01 Mar 2026 11:00:00 GMT")
                .with("x-oss-hash-crc64ecma", TestBytes.crc64(body))
                .with("x-oss-version-id", "CAEQ")
                .with("x-oss-request-id", "67A0301D0123456789ABCDEF")
                .with("X-OSS-Meta-Order-Id", "4711")
                .with("x-oss-meta-name", "\u00e6\u008a\u00a5");
        server.respond(reply);
        Downloaded result = Links.download(Links.to(server), directory);

        assertThat(result.file()).isEqualTo(directory.resolve("report.pdf")).hasBinaryContent(body);
        assertThat(result.length()).isEqualTo(body.length);
        assertThat(result.object().contentType()).isEqualTo("application/pdf");
        assertThat(result.object().etag()).isEqualTo("5D41402ABC4B2A76B9719D911017C592");
        assertThat(result.object().lastModified()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(result.object().crc64()).isEqualTo(TestBytes.crc64(body));
        assertThat(result.object().versionId()).isEqualTo("CAEQ");
        assertThat(result.object().requestId()).isEqualTo("67A0301D0123456789ABCDEF");
        assertThat(result.object().metadata()).isEqualTo(Map.of("order-id", "4711", "name", "报"));
        assertThat(result.verified()).isEqualTo(VerifiedBy.crc64);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(result.resumedBytes()).isZero();
        assertThat(result.duration()).isPositive();
        assertOnly("report.pdf");
    }

    @Test
    void takesTheTimeFromItsCaller() throws Exception {
        SettableClock clock = new SettableClock(NOW);
        ProgressListener fiveSeconds = progress -> clock.advance(Duration.ofSeconds(5));
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok("abc"));
                TransferClient client = new TransferClient(
                        OPTIONS,
                        clock,
                        SSLContext.getDefault(),
                        HostResolver.SYSTEM,
                        new TransferClient.Environment(
                                Sleeper.IN_REAL_TIME, clock::nanoTime, new Random(1), FreeSpace.OF_THE_SYSTEM))) {
            DownloadResult result = client.download(DownloadRequest.of(
                    ObjectRequest.builder(Links.to(server))
                            .listener(fiveSeconds)
                            .build(),
                    directory));
            assertThat(result)
                    .asInstanceOf(type(Downloaded.class))
                    .satisfies(done -> assertThat(done.duration()).isEqualTo(Duration.ofSeconds(5)));
        }
    }

    @Test
    void theConnectionServesTheNextDownload() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok("abc"));
                TransferClient client = TransferClient.builder()
                        .options(OPTIONS)
                        .clock(InstantSource.fixed(NOW))
                        .build()) {
            client.download(Links.request(Links.to(server, "/a"), directory));
            client.download(Links.request(Links.to(server, "/b"), directory));
            assertThat(server.connections()).isEqualTo(1);
            assertOnly("a", "b");
        }
    }

    @Test
    void aDeadLinkIsNotEvenTried() throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        PresignedLink link = Links.withExpiry(Links.to(server), NOW.minusMillis(1));
        assertThatThrownBy(() -> Links.download(link, directory))
                .isInstanceOfSatisfying(LinkExpiredException.class, e -> {
                    assertThat(e).hasMessageContaining("ago, at " + NOW.minusSeconds(1));
                    assertThat(e.isRetryable()).isFalse();
                    assertThat(e.status()).isZero();
                });
        assertThat(server.requests()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLinkLivesToTheLastMoment() throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        assertThat(Links.download(Links.withExpiry(Links.to(server), NOW), directory)
                        .length())
                .isEqualTo(3);
    }

    @Test
    void onlyGetLinksAreDownloaded() throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        PresignedLink link = Links.withMethod(Links.to(server), "PUT");
        assertThatThrownBy(() -> Links.download(link, directory))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("method of the link: must be GET, was 'PUT' (http://127.0.0.1:");
        assertThat(server.requests()).isEmpty();
    }

    static Stream<ScriptedResponse> shortBodies() {
        byte[] body = TestBytes.random(200_000);
        return Stream.of(
                ScriptedResponse.ok(body).afterBytes(150_000, ScriptedResponse.Ending.CLOSE),
                ScriptedResponse.ok(body).afterBytes(0, ScriptedResponse.Ending.CLOSE),
                ScriptedResponse.chunked(body, 1000).afterBytes(150_500, ScriptedResponse.Ending.CLOSE),
                ScriptedResponse.unannounced(body));
    }

    @ParameterizedTest
    @MethodSource("shortBodies")
    void aShortBodyLeavesNothing(ScriptedResponse reply) throws Exception {
        server.respond(reply);
        PresignedLink link = Links.withFacts(Links.to(server), 200_000L, null, null);
        boolean unannounced = reply.head().size() == 1;
        PresignedLink larger = unannounced ? Links.withFacts(link, 200_001L, null, null) : link;
        assertThatThrownBy(() -> Links.download(larger, directory))
                .isInstanceOfSatisfying(TruncatedBodyException.class, e -> {
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e.bytesSoFar()).isLessThanOrEqualTo(200_000);
                    assertThat(e.status()).isEqualTo(200);
                });
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aShortBodySaysHowFarItCame() throws Exception {
        ScriptedResponse reply =
                ScriptedResponse.ok(TestBytes.random(5000)).afterBytes(1234, ScriptedResponse.Ending.CLOSE);
        server.respond(reply);
        assertThatThrownBy(() -> Links.download(Links.to(server), directory))
                .isInstanceOfSatisfying(
                        TruncatedBodyException.class,
                        e -> assertThat(e.bytesSoFar()).isEqualTo(1234))
                .hasMessageContaining("response body ended too early: received 1234 of 5000 bytes (HTTP 200, http://");
    }

    @Test
    void aResetLeavesNothing() throws Exception {
        ScriptedResponse reply =
                ScriptedResponse.ok(TestBytes.random(5_000_000)).afterBytes(3_000_000, ScriptedResponse.Ending.RESET);
        server.respond(reply);
        assertThatThrownBy(() -> Links.download(Links.to(server), directory))
                .isInstanceOfSatisfying(DownloadFailedException.class, e -> {
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e).hasCauseInstanceOf(SocketException.class);
                });
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aStalledBodyEndsInTime() throws Exception {
        ScriptedResponse reply =
                ScriptedResponse.ok(TestBytes.random(5000)).afterBytes(1000, ScriptedResponse.Ending.STALL);
        server.respond(reply);
        TransferOptions impatient = Links.options(with -> with.stallTimeout(Duration.ofSeconds(1)));
        assertThatThrownBy(() -> Links.download(impatient, Links.to(server), directory))
                .isInstanceOfSatisfying(DownloadFailedException.class, e -> {
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e.bytesSoFar()).isEqualTo(1000);
                    assertThat(e).hasCauseInstanceOf(SocketTimeoutException.class);
                })
                // The socket and the watch over requests both wait for so long; either may notice first.
                .hasMessageMatching(
                        "response body did not arrive in time: "
                                + "SocketTimeoutException: (Read timed out|no progress within the timeout) \\(HTTP 200, http://.*");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aResponseThatDoesNotComeEndsInTime() throws Exception {
        server.respond(ScriptedResponse.silence(ScriptedResponse.Ending.STALL));
        TransferOptions impatient = Links.options(with -> with.stallTimeout(Duration.ofMillis(100)));
        assertThatThrownBy(() -> Links.download(impatient, Links.to(server), directory))
                .isInstanceOfSatisfying(DownloadFailedException.class, e -> {
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e.status()).isZero();
                    assertThat(e).hasCauseInstanceOf(SocketTimeoutException.class);
                });
    }

    @Test
    void anAnnouncedSizeAboveTheLimitIsNotRead() throws Exception {
        server.respond(ScriptedResponse.endless("200 OK", new byte[100_000]));
        assertThatThrownBy(() ->
                        Links.download(Links.options(with -> with.maxFileSize(1000)), Links.to(server), directory))
                .isInstanceOfSatisfying(SizeLimitExceededException.class, e -> {
                    assertThat(e)
                            .hasMessageStartingWith("object size: must be at most 1000 bytes, was 1000000000000 bytes");
                    assertThat(e.isRetryable()).isFalse();
                });
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anUnannouncedSizeAboveTheLimitIsCutShort() throws Exception {
        ScriptedResponse endless =
                ScriptedResponse.unannounced(TestBytes.random(100_000)).ending(ScriptedResponse.Ending.REPEAT);
        server.respond(endless);
        TransferOptions limited =
                Links.options(with -> with.maxFileSize(1_000_000).verify(VerificationMode.none));
        assertThatThrownBy(() -> Links.download(limited, Links.to(server), directory))
                .isInstanceOf(SizeLimitExceededException.class)
                .hasMessageMatching("object size: must be at most 1000000 bytes, was 1[01][0-9]{5} bytes .*");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aSizeAtTheLimitIsTaken() throws Exception {
        server.respond(ScriptedResponse.chunked(new byte[1000], 10));
        assertThat(Links.download(Links.options(with -> with.maxFileSize(1000)), Links.to(server), directory)
                        .length())
                .isEqualTo(1000);
    }

    static Stream<List<Object>> otherObjects() {
        return Stream.of(
                List.of("size", Links.withFacts(PresignedLink.of(""), 4L, null, null)),
                List.of("entity tag", Links.withFacts(PresignedLink.of(""), null, "BBBB", null)),
                List.of("crc64", Links.withFacts(PresignedLink.of(""), null, null, "12")));
    }

    @ParameterizedTest
    @MethodSource("otherObjects")
    void anObjectThatIsNotTheLinksIsNotRead(List<Object> row) throws Exception {
        ScriptedResponse reply = ScriptedResponse.ok("abc")
                .with("ETag", "\"AAAA\"")
                .with("x-oss-hash-crc64ecma", "11")
                .afterBytes(0, ScriptedResponse.Ending.STALL);
        PresignedLink facts = (PresignedLink) row.get(1);
        server.respond(reply);
        PresignedLink link = Links.withFacts(Links.to(server), facts.size(), facts.etag(), facts.crc64());
        assertThatThrownBy(() -> Links.download(link, directory))
                .isInstanceOfSatisfying(ObjectChangedException.class, e -> {
                    assertThat(e.property()).isEqualTo(row.get(0));
                    assertThat(e.isRetryable()).isFalse();
                });
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void entityTagsAreTheSameWithoutQuotesAndInAnyCase() throws Exception {
        server.respond(ScriptedResponse.ok("abc").with("ETag", "\"AbC1\""));
        for (String etag : List.of("abc1", "\"ABC1\"", "W/\"abc1\"")) {
            PresignedLink link = Links.withFacts(Links.to(server), 3L, etag, null);
            assertThat(Links.download(link, directory).object().etag()).isEqualTo("AbC1");
        }
    }

    @Test
    void tellsTheListenerAfterEachMebibyteAndAtTheEnd() throws Exception {
        List<TransferProgress> heard = new ArrayList<>();
        byte[] body = TestBytes.random(2_500_000);
        server.respond(ScriptedResponse.ok(body));
        PresignedLink link = Links.to(server);
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(link).listener(heard::add).build(), directory);
        Links.download(OPTIONS, request);
        assertThat(heard).hasSize(3).allSatisfy(progress -> {
            assertThat(progress.fileName()).isEqualTo("report.pdf");
            assertThat(progress.total()).isEqualTo(2_500_000);
            assertThat(progress.maskedUrl()).isEqualTo(link.maskedUrl());
        });
        assertThat(heard).extracting(TransferProgress::done).containsExactly(false, false, true);
        assertThat(heard.get(2).bytes()).isEqualTo(2_500_000);
    }

    @Test
    void anInterruptEndsTheDownload() throws Exception {
        server.respond(ScriptedResponse.ok(TestBytes.random(2_000_000)));
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(Links.to(server))
                        .listener(progress -> Thread.currentThread().interrupt())
                        .build(),
                directory);
        assertThatThrownBy(() -> Links.download(OPTIONS, request))
                .isInstanceOfSatisfying(
                        DownloadFailedException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageStartingWith("transfer was interrupted (");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    private void assertOnly(String... names) throws Exception {
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder(names);
    }
}
