// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.NOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service may send less of a range than it was asked for, where it says so (RFC 9110, 15.3.7). */
class ShortRangeTest {

    private static final Pattern RANGE = Pattern.compile("Range: bytes=([0-9]+)-([0-9]+)");
    private static final byte[] BODY = TestBytes.random(300_000);

    @TempDir
    Path directory;

    private final AtomicInteger requests = new AtomicInteger();

    /** Sends at most so many bytes of a range, and cuts a whole object after as many. */
    private HostileServer server(int most, String etag) throws Exception {
        return server(() -> most, etag);
    }

    private HostileServer server(IntSupplier limit, String etag) throws Exception {
        return new HostileServer((request, wire) -> {
            requests.incrementAndGet();
            int most = limit.getAsInt();
            Matcher range = RANGE.matcher(request);
            String all = new String(BODY, ISO_8859_1);
            // The server closes each connection, which otherwise is found out by the next request, at times too late.
            String checksum =
                    "Connection: close\r\n" + etag + "x-oss-hash-crc64ecma: " + TestBytes.crc64(BODY) + "\r\n";
            if (range.find()) {
                int first = Integer.parseInt(range.group(1));
                int end =
                        (int) Math.min(Math.min(Long.parseLong(range.group(2)) + 1, BODY.length), first + (long) most);
                wire.send("HTTP/1.1 206 P\r\n" + checksum + "Content-Range: bytes " + first + "-" + (end - 1) + "/"
                                + BODY.length + "\r\nContent-Length: " + (end - first) + "\r\n\r\n")
                        .send(all.substring(first, end));
            } else {
                int end = etag.isEmpty() ? BODY.length : most;
                wire.send("HTTP/1.1 200 OK\r\n" + checksum + "Content-Length: " + BODY.length + "\r\n\r\n")
                        .send(all.substring(0, end));
            }
        });
    }

    private static PresignedLink link(HostileServer server) {
        return PresignedLink.of("http://127.0.0.1:" + server.port() + "/k?" + Links.QUERY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void restOfRangeThatIsShortIsAskedFor(int parallelism) throws Exception {
        TransferOptions options = Links.options(with -> with.partSize(100_000)
                .parallelism(parallelism)
                .retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofSeconds(1))));
        try (HostileServer server = server(33_333, "ETag: \"A\"\r\n")) {
            Downloaded file = Links.download(options, link(server), directory);
            assertThat(file.file()).hasBinaryContent(BODY);
            assertThat(file.verified()).isEqualTo(VerifiedBy.crc64);
            assertThat(file.attempts()).isEqualTo(parallelism == 1 ? 2 : 1);
        }
    }

    @Test
    void streamRequestsTheRest() throws Exception {
        TransferOptions options =
                Links.options(with -> with.retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofSeconds(1))));
        try (HostileServer server = server(70_001, "ETag: \"A\"\r\n");
                TransferClient client = TransferClient.builder()
                        .options(options)
                        .clock(InstantSource.fixed(NOW))
                        .build();
                DownloadStream stream = (DownloadStream)
                        client.stream(ObjectRequest.builder(link(server)).build())) {
            assertThat(stream.readAllBytes()).isEqualTo(BODY);
            assertThat(stream.attempts()).isEqualTo(2);
            assertThat(requests).hasValue(5);
        }
    }

    private static final int ATTEMPTS = 3;

    private static TransferOptions thrice(int parallelism) {
        return Links.options(with -> with.parallelism(parallelism)
                .partSize(100_000)
                .retry(new RetryPolicy(ATTEMPTS, Duration.ofMillis(1), Duration.ofSeconds(1))));
    }

    /** Sends so few bytes of each range; all of it after so many requests that no client should send. */
    private HostileServer drip(int bytes) throws Exception {
        return server(() -> requests.get() < 300 ? bytes : BODY.length, "ETag: \"A\"\r\n");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4095, 1", "1, 4", "4095, 4"})
    void fileOfAServerThatSendsFewBytesOfEachRangeFails(int bytes, int parallelism) throws Exception {
        TransferOptions options = thrice(parallelism);
        try (HostileServer server = drip(bytes)) {
            assertThatThrownBy(() -> Links.download(options, link(server), directory))
                    .isInstanceOfSatisfying(
                            DownloadFailedException.class,
                            e -> assertThat(e.isRetryable()).isTrue())
                    .hasMessageStartingWith("service sent " + bytes + " bytes of a range of ");
            // An attempt has a first response, and then one of each thread.
            assertThat(requests.get()).isBetween(ATTEMPTS, ATTEMPTS * (1 + parallelism));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4095})
    void streamOfAServerThatSendsFewBytesOfEachRangeFails(int bytes) throws Exception {
        try (HostileServer server = drip(bytes);
                TransferClient client = TransferClient.builder()
                        .options(thrice(4))
                        .clock(InstantSource.fixed(NOW))
                        .build();
                DownloadStream stream = (DownloadStream)
                        client.stream(ObjectRequest.builder(link(server)).build())) {
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageStartingWith("service sent " + bytes + " bytes of a range of ");
            assertThat(requests).hasValue(ATTEMPTS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void serverThatSendsFourKibibytesOfEachRangeIsAccepted(int parallelism) throws Exception {
        TransferOptions options = thrice(parallelism);
        try (HostileServer server = drip(4096)) {
            assertThat(Links.download(options, link(server), directory).file()).hasBinaryContent(BODY);
        }
    }

    @Test
    void withoutEntityTagTheWholeObjectIsAskedFor() throws Exception {
        try (HostileServer server = server(10, "")) {
            assertThat(Links.download(link(server), directory).file()).hasBinaryContent(BODY);
            assertThat(requests).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0--1", "5-4", "1-9", "0-300000", "0-18446744073709551616", ""})
    void rangeOfNoOrOtherBytesIsRefused(String range) throws Exception {
        try (HostileServer server = new HostileServer((request, wire) -> {
            requests.incrementAndGet();
            wire.send("HTTP/1.1 206 P\r\nETag: \"A\"\r\nContent-Range: bytes " + range
                    + "/300000\r\nContent-Length: 0\r\n\r\n");
        })) {
            assertThatThrownBy(() -> Links.download(link(server), directory))
                    .isInstanceOfSatisfying(
                            OssPresignException.class,
                            e -> assertThat(e.isRetryable()).isFalse())
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageStartingWith("range of the response: must be bytes=0-16777215, was ");
            assertThat(requests).hasValue(1);
        }
    }
}
