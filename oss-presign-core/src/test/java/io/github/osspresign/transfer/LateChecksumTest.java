// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checksum of an object counts also if only the response to a later range contains it, as from a cache that mixes responses. */
class LateChecksumTest {

    private static final Pattern RANGE = Pattern.compile("Range: bytes=([0-9]+)-([0-9]+)");
    private static final byte[] BODY = TestBytes.random(300_000);
    private static final TransferOptions OPTIONS =
            Links.options(with -> with.partSize(100_000).parallelism(2).retry(Links.attempts(2)));

    @TempDir
    Path directory;

    /** Sends the checksum of the object with all ranges except the first one, whose bytes are those of {@code first}. */
    private static HostileServer server(byte[] first) throws Exception {
        return new HostileServer((request, wire) -> {
            Matcher range = RANGE.matcher(request);
            assertThat(range.find()).isTrue();
            int start = Integer.parseInt(range.group(1));
            int end = (int) Math.min(Long.parseLong(range.group(2)) + 1, BODY.length);
            String checksum = start == 0 ? "" : "x-oss-hash-crc64ecma: " + TestBytes.crc64(BODY) + "\r\n";
            wire.send("HTTP/1.1 206 P\r\nConnection: close\r\nETag: \"A\"\r\n" + checksum + "Content-Range: bytes "
                            + start + "-" + (end - 1) + "/" + BODY.length + "\r\nContent-Length: " + (end - start)
                            + "\r\n\r\n")
                    .send(new String(start == 0 ? first : BODY, start, end - start, ISO_8859_1));
        });
    }

    private static PresignedLink link(HostileServer server) {
        return PresignedLink.of("http://127.0.0.1:" + server.port() + "/k?" + Links.QUERY);
    }

    @Test
    void checksumOfALaterRangeVerifiesTheObject() throws Exception {
        try (HostileServer server = server(BODY)) {
            Downloaded file = Links.download(OPTIONS, link(server), directory);

            assertThat(file.file()).hasBinaryContent(BODY);
            assertThat(file.verified()).isEqualTo(VerifiedBy.crc64);
        }
    }

    @Test
    void objectWithWrongFirstRangeIsRefusedByTheChecksumOfALaterOne() throws Exception {
        byte[] wrong = BODY.clone();
        wrong[7] ^= 1;
        try (HostileServer server = server(wrong)) {
            assertThatThrownBy(() -> Links.download(OPTIONS, link(server), directory))
                    .isInstanceOf(ChecksumMismatchException.class);
        }
        assertThat(directory).isEmptyDirectory();
    }

    /**
     * Sends an object in two responses, of which the first one breaks off and the second one contains the checksum.
     *
     * @param headers further headers of the first response
     */
    private static HostileServer interrupted(byte[] first, String headers) throws Exception {
        return new HostileServer((request, wire) -> {
            Matcher range = Pattern.compile("Range: bytes=([0-9]+)-").matcher(request);
            int start = range.find() ? Integer.parseInt(range.group(1)) : 0;
            String status = start == 0
                    ? "200 O\r\n" + headers
                    : "206 P\r\nx-oss-hash-crc64ecma: " + TestBytes.crc64(BODY) + "\r\nContent-Range: bytes " + start
                            + "-" + (BODY.length - 1) + "/" + BODY.length + "\r\n";
            wire.send("HTTP/1.1 " + status + "Connection: close\r\nETag: \"A\"\r\nContent-Length: "
                            + (BODY.length - start) + "\r\n\r\n")
                    .send(new String(
                            start == 0 ? first : BODY, start, start == 0 ? 100_000 : BODY.length - start, ISO_8859_1));
        });
    }

    @Test
    void streamIsVerifiedByTheChecksumOfALaterResponse() throws Exception {
        try (HostileServer server = interrupted(BODY, "");
                TransferClient client = client(OPTIONS);
                DownloadStream stream = (DownloadStream) client.stream(ObjectRequest.of(link(server)))) {
            assertThat(stream.verifiedBy()).isEqualTo(VerifiedBy.length);
            assertThat(stream.readAllBytes()).isEqualTo(BODY);
            assertThat(stream.verifiedBy()).isEqualTo(VerifiedBy.crc64);
        }
    }

    @Test
    void streamWithWrongFirstBytesIsRefusedByTheChecksumOfALaterResponse() throws Exception {
        byte[] wrong = BODY.clone();
        wrong[7] ^= 1;
        String md5 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(wrong));
        for (String headers : List.of("", "Content-MD5: " + md5 + "\r\n")) {
            try (HostileServer server = interrupted(wrong, headers);
                    TransferClient client = client(OPTIONS);
                    DownloadStream stream = (DownloadStream) client.stream(ObjectRequest.of(link(server)))) {
                assertThatThrownBy(stream::readAllBytes).isInstanceOf(ChecksumMismatchException.class);
            }
        }
    }

    @Test
    void streamWithoutVerificationIgnoresTheChecksumOfALaterResponse() throws Exception {
        byte[] wrong = BODY.clone();
        wrong[7] ^= 1;
        TransferOptions none =
                Links.options(with -> with.verify(VerificationMode.none).retry(Links.attempts(2)));
        try (HostileServer server = interrupted(wrong, "");
                TransferClient client = client(none);
                DownloadStream stream = (DownloadStream) client.stream(ObjectRequest.of(link(server)))) {
            assertThat(stream.readAllBytes()).isEqualTo(wrong);
        }
    }

    private static TransferClient client(TransferOptions options) {
        return TransferClient.builder()
                .options(options)
                .clock(InstantSource.fixed(Links.NOW))
                .build();
    }
}
