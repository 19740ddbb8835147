// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of two responses become one file only where a strong entity tag says that they are of one object. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ValidatorTest {

    private static final int SIZE = 3_000_000;
    private static final int CUT = 2_000_000;
    private static final byte[] ONE = TestBytes.random(SIZE);
    private static final byte[] OTHER = Arrays.copyOf(TestBytes.random(SIZE + 1), SIZE);

    /** Validator that the range of another object may have, too. */
    private static final String WEAK = "W/\"A\"";

    private static final TransferOptions TWICE = attempts(2);

    private static final TransferOptions ONCE = Links.options(with -> with.parallelism(1));

    private static final TransferOptions RANGES =
            Links.options(with -> with.partSize(1_500_000).parallelism(2));

    private static TransferOptions attempts(int number) {
        return Links.options(
                with -> with.parallelism(1).retry(new RetryPolicy(number, Duration.ofMillis(1), Duration.ofMillis(1))));
    }

    @AutoClose
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    Path directory;

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = WEAK)
    void aRangeWithoutAStrongEntityTagIsNotPutBehindWhatIsHere(@Nullable String tag) throws Exception {
        server.respond(
                cut(ScriptedResponse.ok(ONE)),
                tagged(range(OTHER, CUT, SIZE), tag),
                tagged(ScriptedResponse.ok(OTHER), tag));
        Downloaded result = Links.download(TWICE, Links.to(server), directory);

        assertThat(result.file()).hasBinaryContent(OTHER);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().get(2)).doesNotContain("Range", "If-Match");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = WEAK)
    void aRangeWithoutAStrongEntityTagIsNotPutBehindWhatAnEarlierDownloadLeft(@Nullable String tag) throws Exception {
        server.respond(
                cut(ScriptedResponse.ok(ONE)),
                tagged(range(OTHER, CUT, SIZE), tag),
                tagged(ScriptedResponse.ok(OTHER), tag));
        PresignedLink link = Links.to(server);
        assertThatThrownBy(() -> Links.download(ONCE, link, directory)).isInstanceOf(TruncatedBodyException.class);

        Downloaded result = download(ONCE, named(link));

        assertThat(result.file()).hasBinaryContent(OTHER);
        assertThat(result.resumedBytes()).isZero();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = WEAK)
    void aPartWithoutAStrongEntityTagIsNotPutBesideTheOthers(@Nullable String tag) throws Exception {
        ScriptedResponse first = range(ONE, 0, 1_500_000).with("ETag", "\"A\"");
        ScriptedResponse others = tagged(range(OTHER, 1_500_000, SIZE), tag);
        server.respond(first, others, tagged(ScriptedResponse.ok(OTHER), tag));
        assertThat(Links.download(RANGES, Links.to(server), directory).file()).hasBinaryContent(OTHER);

        assertThat(server.requests().get(server.requests().size() - 1)).doesNotContain("Range", "If-Match");
    }

    @Test
    void anObjectWithoutEntityTagComesAsAWholeEachTimeAndLeavesNothing() throws Exception {
        server.respond(
                ScriptedResponse.ok(ONE).afterBytes(CUT, ScriptedResponse.Ending.CLOSE),
                ScriptedResponse.ok(OTHER).afterBytes(CUT, ScriptedResponse.Ending.CLOSE));
        assertThatThrownBy(() -> Links.download(TWICE, Links.to(server), directory))
                .isInstanceOf(TruncatedBodyException.class);
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request).doesNotContain("Range", "If-Match"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anObjectWhoseRangesHaveNoEntityTagIsNotAskedForInRangesAgain() throws Exception {
        ScriptedResponse cut = cut(ScriptedResponse.ok(ONE));
        server.respond(cut, range(OTHER, CUT, SIZE), cut(ScriptedResponse.ok(OTHER)), ScriptedResponse.ok(OTHER));
        TransferOptions options = attempts(3);
        assertThat(Links.download(options, Links.to(server), directory).file()).hasBinaryContent(OTHER);
        assertThat(server.requests()).hasSize(4);
        assertThat(server.requests().get(3)).doesNotContain("Range", "If-Match");
    }

    @Test
    void twoEntityTagsAreNone() throws Exception {
        ScriptedResponse two = ScriptedResponse.ok(ONE).with("ETag", "\"A\"").with("ETag", "\"B\"");
        server.respond(two.afterBytes(CUT, ScriptedResponse.Ending.CLOSE), ScriptedResponse.ok(OTHER));
        assertThat(Links.download(TWICE, Links.to(server), directory).file()).hasBinaryContent(OTHER);
        assertThat(server.requests().get(1)).doesNotContain("Range", "If-Match");
    }

    @Test
    void aStreamFailsWhereTheRestComesWithoutEntityTag() throws Exception {
        try (ScriptedServer server = new ScriptedServer(cut(ScriptedResponse.ok(ONE)), range(OTHER, CUT, SIZE));
                TransferClient client = TransferClient.builder()
                        .options(TWICE)
                        .clock(InstantSource.fixed(Links.NOW))
                        .build();
                DownloadStream stream = (DownloadStream)
                        client.stream(ObjectRequest.builder(Links.to(server)).build());
                InputStream bytes = stream) {
            assertThatThrownBy(bytes::readAllBytes).isInstanceOf(ObjectChangedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dir/other.pdf", "/dir2/report.pdf", "/dir/report.pdf/", "/dir/Report.pdf"})
    void aJournalOfAnotherPathIsNotResumed(String path) throws Exception {
        server.respond(cut(ScriptedResponse.ok(ONE)), ScriptedResponse.ok(OTHER).with("ETag", "\"A\""));
        assertThatThrownBy(() -> download(ONCE, named(Links.to(server)))).isInstanceOf(TruncatedBodyException.class);

        Downloaded result = download(ONCE, named(Links.to(server, path)));

        assertThat(result.file()).hasBinaryContent(OTHER);
        assertThat(result.resumedBytes()).isZero();
        assertThat(server.requests().get(1)).doesNotContain("Range", "If-Match");
    }

    @Test
    void aJournalOfAnotherHostIsNotResumed() throws Exception {
        server.respond(cut(ScriptedResponse.ok(ONE)), ScriptedResponse.ok(OTHER).with("ETag", "\"A\""));
        assertThatThrownBy(() -> download(ONCE, named(Links.to(server)))).isInstanceOf(TruncatedBodyException.class);
        PresignedLink elsewhere = PresignedLink.of(Links.to(server).url().replace("127.0.0.1", "localhost"));

        assertThat(download(ONCE, named(elsewhere)).file()).hasBinaryContent(OTHER);
    }

    @Test
    void aJournalOfTheSameHostAndPathIsResumedWhateverTheQuery() throws Exception {
        server.respond(cut(ScriptedResponse.ok(ONE)), range(ONE, CUT, SIZE).with("ETag", "\"A\""));
        assertThatThrownBy(() -> download(ONCE, named(Links.to(server, "/dir/a%20b"))))
                .isInstanceOf(TruncatedBodyException.class);
        PresignedLink renewed = PresignedLink.of("http://127.0.0.1:" + server.port() + "/dir%2Fa%20b?Signature=other");

        Downloaded result = download(ONCE, named(renewed));

        assertThat(result.file()).hasBinaryContent(ONE);
        assertThat(result.resumedBytes()).isEqualTo(CUT);
    }

    @Test
    void aJournalThatNamesNoObjectIsNotResumed() throws Exception {
        server.respond(cut(ScriptedResponse.ok(ONE)), ScriptedResponse.ok(OTHER).with("ETag", "\"A\""));
        PresignedLink link = Links.to(server);
        assertThatThrownBy(() -> download(ONCE, named(link))).isInstanceOf(TruncatedBodyException.class);
        Path journal = directory.resolve("report.pdf.part.json");
        Files.writeString(journal, Files.readString(journal).replace("\"object\"", "\"was\""));

        assertThat(download(ONCE, named(link)).file()).hasBinaryContent(OTHER);
    }

    @Test
    void aRenewedLinkToAnotherPlaceStartsOver() throws Exception {
        ScriptedResponse expired =
                ScriptedResponse.error("403 Forbidden", "AccessDenied", "Request has expired.", "0002-00000069");
        server.respond(
                cut(ScriptedResponse.ok(ONE)),
                expired,
                ScriptedResponse.ok(OTHER).with("ETag", "\"A\""));
        PresignedLink elsewhere = PresignedLink.of(Links.to(server).url().replace("127.0.0.1", "localhost"));
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(Links.to(server))
                        .fileName("report.pdf")
                        .refresher(ended -> elsewhere)
                        .build(),
                directory);
        TransferOptions options = attempts(3);

        assertThat(download(options, request).file()).hasBinaryContent(OTHER);
        assertThat(server.requests().get(2)).doesNotContain("Range", "If-Match");
    }

    /** A server that ignores If-Match refuses the range instead. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anObjectThatEndsWhereTheRestWouldBeginStartsOver(boolean sameTag) throws Exception {
        byte[] shorter = Arrays.copyOf(OTHER, CUT - 5);
        ScriptedResponse refused = ScriptedResponse.error(
                "416 Requested Range Not Satisfiable", "InvalidRange", "The range is none.", null);
        ScriptedResponse whole = ScriptedResponse.ok(shorter).with("ETag", sameTag ? "\"A\"" : "\"B\"");
        server.respond(cut(ScriptedResponse.ok(ONE)), refused, whole);
        TransferOptions options = attempts(3);
        assertThat(Links.download(options, Links.to(server), directory).file()).hasBinaryContent(shorter);
        Files.delete(directory.resolve("report.pdf"));
        server.respond(cut(ScriptedResponse.ok(ONE)), refused, whole);
        assertThatThrownBy(() -> Links.download(ONCE, Links.to(server), directory))
                .isInstanceOf(TruncatedBodyException.class);
        assertThat(download(ONCE, named(Links.to(server))).file()).hasBinaryContent(shorter);
    }

    @Test
    void aJournalHoldsNothingOfTheLink() throws Exception {
        server.respond(cut(ScriptedResponse.ok(ONE)));
        assertThatThrownBy(() -> download(ONCE, named(Links.to(server, "/private/salaries.csv"))))
                .isInstanceOf(TruncatedBodyException.class);
        assertThat(Files.readString(directory.resolve("report.pdf.part.json")))
                .contains("\"object\":\"")
                .doesNotContain("127.0.0.1", "private", "salaries", "x-oss", Links.SIGNATURE);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }

    private static Downloaded download(TransferOptions options, DownloadRequest request) throws OssPresignException {
        return (Downloaded) Links.download(options, request);
    }

    private DownloadRequest named(PresignedLink link) {
        return DownloadRequest.of(
                ObjectRequest.builder(link).fileName("report.pdf").build(), directory);
    }

    private static ScriptedResponse cut(ScriptedResponse whole) {
        return whole.with("ETag", "\"A\"").afterBytes(CUT, ScriptedResponse.Ending.CLOSE);
    }

    private static ScriptedResponse tagged(ScriptedResponse reply, @Nullable String tag) {
        return tag == null ? reply : reply.with("ETag", tag);
    }

    private static ScriptedResponse range(byte[] object, int from, int to) {
        return new ScriptedResponse(
                List.of(
                        "HTTP/1.1 206 Partial Content",
                        "Content-Length: " + (to - from),
                        "Content-Range: bytes " + from + "-" + (to - 1) + "/" + object.length),
                Arrays.copyOfRange(object, from, to),
                ScriptedResponse.Ending.KEEP_ALIVE);
    }
}
