// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.TransferProgress;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large object comes in parallel ranges, all of the same object; a small one in one response. */
class RangesTest extends DevServerTestSupport {

    private static final int PART = 100_000;
    private static final TransferOptions RANGES =
            patient(with -> with.partSize(PART).parallelism(4));
    private static final TransferOptions ONCE =
            Links.options(with -> with.partSize(PART).parallelism(4));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART - 1, PART})
    void aSmallObjectCostsOneRequest(int size) throws Exception {
        byte[] content = store(size);

        Downloaded result = download(RANGES);

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.verified()).isEqualTo(VerifiedBy.crc64);
        assertThat(sent("Range")).containsExactly("bytes=0-99999");
        assertThat(sent("If-Match")).containsExactly("-");
    }

    @ParameterizedTest
    @ValueSource(ints = {PART + 1, 2 * PART, 10 * PART - 1, 37 * PART + 5})
    void aLargeObjectComesInRangesThatDoNotOverlap(int size) throws Exception {
        byte[] content = store(size);

        Downloaded result = download(RANGES);

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.length()).isEqualTo(size);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(result.verified()).isEqualTo(VerifiedBy.crc64);
        assertThat(sent("Range"))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, (size - 1) / PART)
                        .mapToObj(i -> range(i * PART, i == 0 ? PART : Math.min(size, (i + 1) * PART)))
                        .toList());
        assertThat(sent("If-Match").subList(1, server.requests().size()))
                .containsOnly("\"" + result.object().etag() + "\"");
        assertOnly("object.bin");
    }

    private static String range(int first, int end) {
        return "bytes=" + first + "-" + (end - 1);
    }

    @Test
    void withoutACrcTheMd5IsComparedAndWithoutThatTheLength() throws Exception {
        byte[] content = store(5 * PART);
        server.injectAlways(new Fault.NoCrc64());

        Downloaded result = download(RANGES);

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.verified()).isEqualTo(VerifiedBy.md5);
    }

    @Test
    void aWrongByteInOneRangeDoesNotGetThrough() throws Exception {
        byte[] content = store(5 * PART);
        server.inject(FaultRule.of(new Fault.FlippedByte(7)).onNth(3));
        assertThatThrownBy(() -> download(ONCE)).isInstanceOf(ChecksumMismatchException.class);
        assertOnly();

        server.inject(FaultRule.of(new Fault.FlippedByte(7)).onNth(3));
        assertThat(download(RANGES).file()).hasBinaryContent(content);
    }

    @Test
    void aRangeThatBreaksOffGoesOnWhereItWas() throws Exception {
        byte[] content = store(10 * PART);
        server.inject(
                new Fault.CutBodyAfter(60_000),
                1,
                request -> request.headers().get("Range").contains("bytes=300000-399999"));

        Downloaded result = download(RANGES);

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.attempts()).isEqualTo(2);
        assertThat(sent("Range")).anyMatch(range -> range.startsWith("bytes=360000-"));
    }

    @Test
    void aRangeThatLastsFailsTheWholeAtOnce() throws Exception {
        store(50 * PART);
        server.inject(
                new Fault.StatusError(403, "AccessDenied", "no"),
                1,
                request -> request.headers().get("Range").contains("bytes=300000-399999"));
        server.inject(
                new Fault.StallAfter(10, Duration.ofMinutes(5)),
                request -> request.headers().get("Range").contains("bytes=100000-199999"));
        TransferOptions options =
                Links.options(with -> with.partSize(PART).parallelism(4).stallTimeout(Duration.ofMinutes(5)));

        assertThatThrownBy(() -> download(options)).isInstanceOf(LinkRejectedException.class);

        assertThat(server.requests()).hasSizeLessThan(50);
    }

    @Test
    void theWholeInsteadOfARangeIsNotWritten() throws Exception {
        byte[] content = store(10 * PART);
        server.inject(FaultRule.of(new Fault.IgnoredRange()).onNth(3).times(1));

        Downloaded result = download(RANGES);

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.attempts()).isEqualTo(2);
    }

    @Test
    void theWholeInsteadOfARangeIsAFailureThatSaysSo() {
        store(10 * PART);
        server.inject(FaultRule.of(new Fault.IgnoredRange()).onNth(3).times(1));

        // Not one that only the checksum finds.
        assertThatThrownBy(() -> download(ONCE))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("service ignored the range and sent the whole object (");
    }

    @Test
    void aServerWithoutRangesSendsTheWhole() throws Exception {
        byte[] content = store(10 * PART);
        server.injectAlways(new Fault.IgnoredRange());

        Downloaded result = download(RANGES);

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 0-99999/900000",
                "bytes 5-9/1000000",
                "bytes */1000000",
                "bytes 0-99999/*",
                "x",
                "bytes 0-99998/1000000"
            })
    void anotherRangeThanAskedForIsNotWritten(String contentRange) throws Exception {
        store(10 * PART);
        server.inject(FaultRule.of(new Fault.WrongContentRange(contentRange)).onNth(2));

        assertThatThrownBy(() -> download(RANGES)).isInstanceOf(OssPresignException.class);
        assertOnly();
    }

    @Test
    void anObjectThatChangesMeanwhileStartsOver() throws Exception {
        byte[] content = store(10 * PART);
        server.inject(FaultRule.of(new Fault.ChangedObject("\"0123456789ABCDEF0123456789ABCDEF\""))
                .onNth(4));

        Downloaded result = download(RANGES);

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.attempts()).isEqualTo(2);
        assertThat(waits).isEmpty();
    }

    @Test
    void bytesFromBeforeThereWasAnEntityTagAreNotUsed() throws Exception {
        byte[] body = TestBytes.random(1000);
        ScriptedResponse cut = ScriptedResponse.ok(new byte[1000]).afterBytes(500, ScriptedResponse.Ending.CLOSE);
        ScriptedResponse part = new ScriptedResponse(
                        List.of(
                                "HTTP/1.1 206 Partial Content",
                                "Content-Length: 400",
                                "Content-Range: bytes 0-399/400"),
                        java.util.Arrays.copyOf(body, 400),
                        ScriptedResponse.Ending.KEEP_ALIVE)
                .with("ETag", "\"A\"");
        try (ScriptedServer scripted = new ScriptedServer(cut, part)) {
            TransferOptions options = Links.options(
                    with -> with.partSize(1000).retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1))));
            Downloaded result = Links.download(options, Links.to(scripted), directory);
            assertThat(result.file()).hasBinaryContent(java.util.Arrays.copyOf(body, 400));
        }
    }

    @Test
    void anEmptyObjectThatHasNoFirstPartIsAskedForAsAWhole() throws Exception {
        ScriptedResponse none = new ScriptedResponse(
                List.of("HTTP/1.1 416 Range Not Satisfiable", "Content-Length: 0"),
                new byte[0],
                ScriptedResponse.Ending.KEEP_ALIVE);
        try (ScriptedServer scripted = new ScriptedServer(none, ScriptedResponse.ok(""))) {
            assertThat(Links.download(Links.to(scripted), directory).file()).isEmptyFile();
        }
    }

    @Test
    void theOutputOfProcessingIsNotAskedForInRanges() throws Exception {
        try (ScriptedServer scripted = new ScriptedServer(ScriptedResponse.ok("abc"))) {
            Links.download(
                    io.github.osspresign.link.PresignedLink.of(
                            "http://127.0.0.1:" + scripted.port() + "/a.jpg?x-oss-process=image%2Fresize%2Cw_1"),
                    directory);
            assertThat(scripted.onlyRequest()).doesNotContain("Range");
        }
    }

    @Test
    void progressNeverGoesBack() throws Exception {
        store(80 * PART);
        List<TransferProgress> heard = new ArrayList<>();
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(link()).listener(heard::add).build(), directory);

        download(RANGES, request);

        assertThat(heard).extracting(TransferProgress::total).containsOnly(8_000_000L);
        assertThat(heard).extracting(TransferProgress::bytes).isSorted();
        assertThat(heard).extracting(TransferProgress::done).endsWith(false, true);
        assertThat(heard.get(heard.size() - 1).bytes()).isEqualTo(8_000_000);
        assertThat(heard).hasSize(8);
    }

    @Test
    void aListenerThatThrowsEndsAllRanges() throws Exception {
        store(80 * PART);
        ProgressListener listener = progress -> {
            throw new IllegalStateException("enough");
        };
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(link()).listener(listener).build(), directory);

        assertThatThrownBy(() -> download(RANGES, request)).hasMessage("enough");

        assertThat(server.requests()).hasSizeLessThan(80);
        // The received bytes are worth resuming from.
        assertOnly("object.bin.part", "object.bin.part.json");
        assertThat(download(RANGES).resumedBytes()).isGreaterThan(1_000_000);
    }
}
