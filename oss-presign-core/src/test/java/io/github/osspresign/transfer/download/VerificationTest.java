// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.TestBytes;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A file equals the object as far as the service lets it be verified, and the result says how far that was. */
class VerificationTest {

    private static final byte[] BODY = TestBytes.random(200_000);
    private static final String CRC64 = TestBytes.crc64(BODY);
    private static String md5 = "";

    @AutoClose
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    Path directory;

    @BeforeAll
    static void digest() throws Exception {
        md5 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(BODY));
    }

    @Test
    void holdsAgainstCrc64First() throws Exception {
        ScriptedResponse reply =
                ScriptedResponse.ok(BODY).with("x-oss-hash-crc64ecma", CRC64).with("Content-MD5", "wrong");
        assertThat(verified(VerificationMode.auto, reply)).isEqualTo(VerifiedBy.crc64);
        assertThat(verified(VerificationMode.required, reply)).isEqualTo(VerifiedBy.crc64);
    }

    @Test
    void elseAgainstMd5() throws Exception {
        ScriptedResponse reply = ScriptedResponse.ok(BODY).with("Content-MD5", md5);
        assertThat(verified(VerificationMode.auto, reply)).isEqualTo(VerifiedBy.md5);
        assertThat(verified(VerificationMode.required, reply)).isEqualTo(VerifiedBy.md5);
    }

    @Test
    void elseAgainstTheLength() throws Exception {
        assertThat(verified(VerificationMode.auto, ScriptedResponse.ok(BODY))).isEqualTo(VerifiedBy.length);
    }

    @Test
    void elseAgainstNothing() throws Exception {
        assertThat(verified(VerificationMode.auto, ScriptedResponse.chunked(BODY, 1000)))
                .isEqualTo(VerifiedBy.none);
    }

    @Test
    void holdsAChunkedBodyAgainstItsCrc64() throws Exception {
        ScriptedResponse reply = ScriptedResponse.chunked(BODY, 1000).with("x-oss-hash-crc64ecma", CRC64);
        assertThat(verified(VerificationMode.auto, reply)).isEqualTo(VerifiedBy.crc64);
    }

    @Test
    void refusesOtherBytes() throws Exception {
        byte[] flipped = BODY.clone();
        flipped[123_456] ^= 1;
        assertMismatch("crc64", ScriptedResponse.ok(flipped).with("x-oss-hash-crc64ecma", CRC64));
        assertMismatch("md5", ScriptedResponse.ok(flipped).with("Content-MD5", md5));
    }

    @ParameterizedTest
    @CsvSource({
        "x-oss-hash-crc64ecma, abc",
        "x-oss-hash-crc64ecma, ''",
        "x-oss-hash-crc64ecma, -1",
        "x-oss-hash-crc64ecma, 18446744073709551616",
        "x-oss-hash-crc64ecma, 999999999999999999999999",
        "Content-MD5, wrong",
        "Content-MD5, ''",
        "Content-MD5, AAAA"
    })
    void headerThatIsNoChecksumIsToldAsSuchAtOnce(String header, String value) throws Exception {
        RetryPolicy thrice = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofSeconds(1));
        for (VerificationMode verify : List.of(VerificationMode.auto, VerificationMode.required)) {
            ScriptedResponse response = ScriptedResponse.ok(BODY)
                    .with("x-oss-request-id", "67A0301D0123456789ABCDEF")
                    .with(header, value);
            server.respond(response);
            assertThatThrownBy(() -> Links.download(
                            Links.options(with -> with.retry(thrice).verify(verify)), Links.to(server), directory))
                    .isInstanceOfSatisfying(
                            ChecksumMismatchException.class,
                            e -> assertThat(e.isRetryable()).isFalse())
                    .hasMessageStartingWith(
                            "checksum in the response: must be a valid x-oss-hash-crc64ecma or Content-MD5, was "
                                    + header + " '" + value + "' (");
            assertThat(server.requests()).hasSize(1);
            assertThat(directory).isEmptyDirectory();
            PresignedLink put = Links.withMethod(Links.to(server), "PUT");
            try (TransferClient client = TransferClient.builder()
                    .options(Links.options(with -> with.retry(thrice)))
                    .clock(InstantSource.fixed(Links.NOW))
                    .build()) {
                UploadRequest upload = UploadRequest.of(put, UploadSource.of(new byte[1]));
                assertThatThrownBy(() -> client.upload(upload))
                        .isInstanceOf(ChecksumMismatchException.class)
                        .hasMessageContaining(header + " '" + value + "' (");
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void checksumThatIsOneCountsBesideOneThatIsNone() throws Exception {
        assertThat(verified(
                        VerificationMode.required,
                        ScriptedResponse.ok(BODY)
                                .with("x-oss-hash-crc64ecma", "abc")
                                .with("Content-MD5", md5)))
                .isEqualTo(VerifiedBy.md5);
        assertThat(verified(
                        VerificationMode.required,
                        ScriptedResponse.ok(BODY)
                                .with("x-oss-hash-crc64ecma", "0".repeat(20 - CRC64.length()) + CRC64)))
                .isEqualTo(VerifiedBy.crc64);
        server.respond(ScriptedResponse.ok(BODY).with("x-oss-hash-crc64ecma", "abc"));
        PresignedLink withCrc = Links.withFacts(Links.to(server), null, null, CRC64);
        assertThat(Links.download(withCrc, directory).verified()).isEqualTo(VerifiedBy.crc64);
    }

    @Test
    void saysWhichValueWasExpected() throws Exception {
        server.respond(ScriptedResponse.ok(BODY).with("x-oss-hash-crc64ecma", "42"));
        assertThatThrownBy(() -> Links.download(Links.to(server), directory))
                .isInstanceOfSatisfying(ChecksumMismatchException.class, e -> {
                    assertThat(e).hasMessageContaining(": must be 42, was " + CRC64 + " (");
                    assertThat(e.bytesSoFar()).isEqualTo(200_000);
                    assertThat(e.isRetryable()).isTrue();
                })
                .hasMessageStartingWith(
                        "crc64 of the transferred bytes: must be 42, was " + CRC64 + " (HTTP 200, http://127.0.0.1:");
    }

    @ParameterizedTest
    @EnumSource(VerificationMode.class)
    void aWrongLengthIsNeverTaken(VerificationMode verify) throws Exception {
        ScriptedResponse reply = ScriptedResponse.ok(BODY)
                .with("x-oss-hash-crc64ecma", CRC64)
                .afterBytes(199_999, ScriptedResponse.Ending.CLOSE);
        server.respond(reply);
        assertThatThrownBy(
                        () -> Links.download(Links.options(with -> with.verify(verify)), Links.to(server), directory))
                .isInstanceOf(TruncatedBodyException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void requiredMeansAChecksum() throws Exception {
        server.respond(ScriptedResponse.ok(BODY).afterBytes(0, ScriptedResponse.Ending.STALL));
        assertThatThrownBy(() -> Links.download(
                        Links.options(with -> with.verify(VerificationMode.required)), Links.to(server), directory))
                .isInstanceOfSatisfying(
                        ChecksumMismatchException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageStartingWith(
                        "checksum in the response: must be x-oss-hash-crc64ecma or Content-MD5, was neither (");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void noneLooksAtNoChecksum() throws Exception {
        ScriptedResponse wrong =
                ScriptedResponse.ok(BODY).with("x-oss-hash-crc64ecma", "42").with("Content-MD5", "wrong");
        assertThat(verified(VerificationMode.none, wrong)).isEqualTo(VerifiedBy.length);
        assertThat(verified(
                        VerificationMode.none,
                        ScriptedResponse.chunked(BODY, 1000).with("x-oss-hash-crc64ecma", "42")))
                .isEqualTo(VerifiedBy.none);
    }

    @Test
    void theLinkKnowsWhatTheResponseDoesNotSay() throws Exception {
        server.respond(ScriptedResponse.chunked(BODY, 1000));
        PresignedLink withCrc = Links.withFacts(Links.to(server), null, null, CRC64);
        assertThat(Links.download(withCrc, directory).verified()).isEqualTo(VerifiedBy.crc64);
        PresignedLink withSize = Links.withFacts(Links.to(server), 200_000L, null, null);
        assertThat(Links.download(withSize, directory).verified()).isEqualTo(VerifiedBy.length);
        PresignedLink wrongCrc = Links.withFacts(Links.to(server), null, null, "42");
        assertThatThrownBy(() -> Links.download(wrongCrc, directory)).isInstanceOf(ChecksumMismatchException.class);
        PresignedLink smaller = Links.withFacts(Links.to(server), 199_999L, null, null);
        assertThatThrownBy(() -> Links.download(smaller, directory)).isInstanceOf(ObjectChangedException.class);
    }

    @Test
    void anObjectStoredPackedIsKeptPacked() throws Exception {
        byte[] packed = gzip(BODY);
        ScriptedResponse reply = ScriptedResponse.ok(packed)
                .with("Content-Encoding", "gzip")
                .with("x-oss-hash-crc64ecma", TestBytes.crc64(packed));
        server.respond(reply);
        Downloaded result = Links.download(Links.to(server), directory);
        assertThat(result.file()).hasBinaryContent(packed);
        assertThat(result.verified()).isEqualTo(VerifiedBy.crc64);
    }

    @Test
    void objectCompressedOnTheWayFailsTheChecksum() throws Exception {
        ScriptedResponse reply = ScriptedResponse.chunked(gzip(BODY), 1000)
                .with("Content-Encoding", "gzip")
                .with("x-oss-hash-crc64ecma", CRC64);
        assertMismatch("crc64", reply);
    }

    @Test
    void contentEncodingWithoutChecksumIsRefused() throws Exception {
        ScriptedResponse reply = ScriptedResponse.chunked(gzip(BODY), 1000).with("Content-Encoding", "gzip");
        server.respond(reply);
        assertThatThrownBy(() -> Links.download(Links.to(server), directory))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("content encoding of the response: must be identity, was 'gzip' (");
        assertThat(directory).isEmptyDirectory();
        assertThat(verified(VerificationMode.none, reply)).isEqualTo(VerifiedBy.none);
    }

    @Test
    void whatIsMadeOfAnObjectHasNotItsChecksum() throws Exception {
        ScriptedResponse reply = ScriptedResponse.ok(BODY)
                .with("x-oss-hash-crc64ecma", "42")
                .with("Content-MD5", "wrong")
                .with("ETag", "\"B\"");
        server.respond(reply);
        String url = "http://127.0.0.1:" + server.port() + "/a.jpg?x-oss-process=image%2Fresize&" + Links.QUERY;
        PresignedLink link = Links.withFacts(PresignedLink.of(url), 7L, "A", "11");
        assertThat(Links.download(link, directory).verified()).isEqualTo(VerifiedBy.length);
        assertThatThrownBy(() ->
                        Links.download(Links.options(with -> with.verify(VerificationMode.required)), link, directory))
                .isInstanceOf(ChecksumMismatchException.class)
                .hasMessageContaining(", was the output of x-oss-process, which has none");
    }

    /** An alias stands in the place of the bucket. */
    private static PresignedLink aliased(ScriptedServer server, String alias) {
        return Links.withFacts(Links.to(server, "/" + alias + "/report.pdf"), 7L, "A", "11");
    }

    @Test
    void computedObjectOfAccessPointHasNotTheChecksumOfTheStoredOne() throws Exception {
        ScriptedResponse computed = ScriptedResponse.ok(BODY)
                .with("x-oss-hash-crc64ecma", "42")
                .with("Content-MD5", "wrong")
                .with("ETag", "\"B\"");
        String alias = "fc-ap-01-3b00521f653d2b3223680ec39dbbe2-opapalias";
        server.respond(computed);
        assertThat(Links.download(aliased(server, alias), directory).verified()).isEqualTo(VerifiedBy.length);
        assertThat(server.onlyRequest()).doesNotContain("Range:");
        assertThatThrownBy(() -> Links.download(
                        Links.options(with -> with.verify(VerificationMode.required)),
                        aliased(server, alias),
                        directory))
                .isInstanceOf(ChecksumMismatchException.class)
                .hasMessageContaining(", was the output of an object FC access point, which has none");
    }

    @Test
    void computedObjectWithoutLengthOrChecksumIsDownloaded() throws Exception {
        server.respond(ScriptedResponse.chunked(BODY, 1000));
        Downloaded file = Links.download(aliased(server, "fc-ap-01-opapalias"), directory);
        assertThat(file.file()).hasBinaryContent(BODY);
        assertThat(file.verified()).isEqualTo(VerifiedBy.none);
    }

    @Test
    void objectOfAccessPointIsVerifiedLikeThatOfItsBucket() throws Exception {
        ScriptedResponse reply =
                ScriptedResponse.ok(BODY).with("x-oss-hash-crc64ecma", CRC64).with("ETag", "\"A\"");
        String alias = "ap-01-3b00521f653d2b3223680ec39dbbe2-ossalias";
        server.respond(reply);
        PresignedLink link = Links.to(server, "/" + alias + "/report.pdf");
        assertThat(Links.download(link, directory).verified()).isEqualTo(VerifiedBy.crc64);
        assertThatThrownBy(() -> Links.download(aliased(server, alias), directory))
                .isInstanceOf(ObjectChangedException.class);
    }

    private void assertMismatch(String algorithm, ScriptedResponse reply) throws Exception {
        server.respond(reply);
        assertThatThrownBy(() -> Links.download(Links.to(server), directory))
                .isInstanceOf(ChecksumMismatchException.class)
                .hasMessageStartingWith(algorithm + " of the transferred bytes: ");
        assertThat(directory).isEmptyDirectory();
    }

    private VerifiedBy verified(VerificationMode verify, ScriptedResponse reply) throws Exception {
        server.respond(reply);
        Downloaded result = Links.download(Links.options(with -> with.verify(verify)), Links.to(server), directory);
        assertThat(result.length()).isEqualTo(result.file().toFile().length());
        return result.verified();
    }

    private static byte[] gzip(byte[] bytes) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
