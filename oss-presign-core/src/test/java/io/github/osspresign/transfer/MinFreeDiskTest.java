// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.LocalFileException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.test.SmallDisk;
import io.github.osspresign.transfer.file.CompletedRange;
import io.github.osspresign.transfer.file.FreeSpace;
import io.github.osspresign.transfer.file.Journal;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.time.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A download leaves the reserved disk space free, and a full disk leaves no broken file. */
class MinFreeDiskTest extends DevServerTestSupport {

    private static final int SIZE = 5_000_000;
    private static final int PART = 1_000_000;
    private static final long RESERVE = 3_000_000;

    @Test
    void whatWouldNotFitIsNotBegun() throws Exception {
        store(SIZE);

        assertThatThrownBy(() -> download(options(with -> with), directory -> SIZE + RESERVE - 1))
                .isInstanceOfSatisfying(
                        LocalFileException.class,
                        e -> assertThat(e.isRetryable()).isTrue())
                .hasMessageStartingWith("free disk space after the download: must be at least 3000000 bytes"
                        + " (minFreeDisk), would be 2999999 bytes (");
        assertThat(server.requests()).hasSize(1);
        assertOnly();
    }

    /** The received bytes of a small object are in memory and not on the disk yet. */
    @Test
    void furtherAttemptOfASmallObjectNeedsDiskSpaceForAllOfIt() throws Exception {
        byte[] content = new byte[100_000];
        byte[] rest = Arrays.copyOfRange(content, 40_000, content.length);
        ScriptedResponse cut =
                ScriptedResponse.ok(content).with("ETag", "\"E\"").afterBytes(40_000, ScriptedResponse.Ending.CLOSE);
        ScriptedResponse range = ScriptedResponse.status("206 Partial Content", rest)
                .with("ETag", "\"E\"")
                .with("Content-Range", "bytes 40000-99999/100000");
        AtomicInteger looks = new AtomicInteger();
        FreeSpace shrinking = path -> RESERVE + (looks.incrementAndGet() == 1 ? 100_000 : 60_000);
        try (ScriptedServer scripted = new ScriptedServer(cut, range);
                TransferClient client = new TransferClient(
                        Links.options(with -> with.minFreeDisk(RESERVE).retry(Links.attempts(2))),
                        InstantSource.fixed(Links.NOW),
                        SSLContext.getDefault(),
                        HostResolver.SYSTEM,
                        new TransferClient.Environment(
                                Sleeper.IN_REAL_TIME, System::nanoTime, new Random(), shrinking))) {
            assertThatThrownBy(() -> client.download(Links.request(Links.to(scripted), directory)))
                    .hasMessageContaining("minFreeDisk");
        }
    }

    @Test
    void objectLargerThanTheDiskIsNotStarted() throws Exception {
        store(SIZE);

        assertThatThrownBy(() -> download(options(with -> with), directory -> SIZE - 7))
                .hasMessageContaining("(minFreeDisk), 7 bytes are missing for the object (");
        assertOnly();
    }

    @Test
    void freeSpaceIsNotCheckedWithoutTheOption() throws Exception {
        byte[] content = store(SIZE);
        TransferOptions none = patient(with -> with.partSize(PART));

        assertThat(download(none, directory -> 0).file()).hasBinaryContent(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aDiskThatOthersFillMeanwhileEndsTheDownload(int parallelism) throws Exception {
        store(SIZE);
        AtomicInteger looks = new AtomicInteger();
        FreeSpace filling = directory -> looks.incrementAndGet() < 3 ? SIZE + RESERVE : RESERVE - 1;

        DownloadFailedException failure = catchThrowableOfType(
                DownloadFailedException.class, () -> download(options(with -> with.parallelism(parallelism)), filling));

        assertThat(failure).hasMessageContaining("(minFreeDisk), would be 2999999 bytes (");
        assertThat(failure.bytesSoFar()).isBetween(2_000_000L, SIZE - 1L);
        assertThat(failure.isRetryable()).isTrue();
        assertOnly();
    }

    @Test
    void aBodyOfUnknownLengthIsStoppedOnTheWay() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        FreeSpace filling = directory -> looks.incrementAndGet() < 3 ? SIZE + RESERVE : RESERVE - 1;
        try (ScriptedServer chunked = new ScriptedServer(ScriptedResponse.chunked(TestBytes.random(SIZE), 100_000));
                TransferClient client = downloaderOn(options(with -> with), filling)) {
            assertThatThrownBy(() -> client.download(Links.request(Links.to(chunked), directory)))
                    .hasMessageStartingWith(
                            "free disk space after the download: must be at least 3000000 bytes (minFreeDisk), would"
                                    + " be ");
        }
        assertOnly();
    }

    @Test
    void whatIsHereAlreadyIsNotCountedTwice() throws Exception {
        byte[] content = store(SIZE);
        server.inject(new Fault.CutBodyAfter(4_000_000));
        TransferOptions once = options(with -> with.parallelism(1).retry(Links.attempts(1)));
        DownloadRequest named = DownloadRequest.of(
                ObjectRequest.builder(link()).fileName("object.bin").build(), directory);
        FreeSpace enough = directory -> 10 * SIZE;
        assertThatThrownBy(() -> download(once, enough, named)).isInstanceOf(OssPresignException.class);

        Downloaded result = download(once, directory -> 1_000_000 + RESERVE, named);

        assertThat(result.resumedBytes()).isEqualTo(4_000_000);
        assertThat(result.file()).hasBinaryContent(content);
    }

    @Test
    void aDiskThatCannotBeAskedIsAClearFailure() throws Exception {
        store(SIZE);
        FreeSpace silent = directory -> {
            throw new IOException("no answer");
        };

        assertThatThrownBy(() -> download(options(with -> with), silent))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("IOException: no answer");
        assertOnly();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aRealDiskThatIsFullLeavesNothingBroken(int parallelism) throws Exception {
        byte[] content = store(SIZE);
        try (SmallDisk small = SmallDisk.mount(directory.resolve("disk"), "size=3m")) {
            Path disk = small.path();
            Files.writeString(disk.resolve("object.bin"), "old");
            DownloadRequest request = DownloadRequest.of(
                    ObjectRequest.builder(link()).fileName("object.bin").build(), disk);
            TransferOptions any = patient(with -> with.partSize(PART).parallelism(parallelism));

            assertThatThrownBy(() -> download(any, FreeSpace.OF_THE_SYSTEM, request))
                    .isInstanceOfSatisfying(
                            LocalFileException.class,
                            e -> assertThat(e.isRetryable()).isTrue())
                    .hasMessageStartingWith("file cannot be written: ")
                    .hasMessageContaining("No space left on device");
            assertThat(disk.resolve("object.bin")).hasContent("old");
            assertThat(disk).isDirectoryNotContaining("glob:**.part*");

            TransferOptions careful =
                    patient(with -> with.partSize(PART).parallelism(parallelism).minFreeDisk(1));
            assertThatThrownBy(() -> download(careful, FreeSpace.OF_THE_SYSTEM, request))
                    .hasMessageStartingWith(
                            "free disk space after the download: must be at least 1 bytes (minFreeDisk), ")
                    .hasMessageContaining(" bytes are missing for the object (");
            small.resize("size=30m");
            assertThat(download(careful, FreeSpace.OF_THE_SYSTEM, request).file())
                    .hasBinaryContent(content);
        }
    }

    /** The beginning of a journal that is larger than a page of the disk still fits. */
    @Test
    void aJournalThatDoesNotFitLeavesTheOneBefore() throws Exception {
        List<CompletedRange> ranges = IntStream.range(0, 500)
                .mapToObj(i -> new CompletedRange(2L * i, 1, i))
                .toList();
        Journal before = new Journal(new StrongValidator("O", 1000, "etag"), ranges.subList(0, 1));
        Journal larger = new Journal(before.validator(), ranges);
        try (SmallDisk small = SmallDisk.mount(directory.resolve("disk"), "size=1m")) {
            Path path = small.path().resolve("object.bin.part.json");
            before.write(path);
            small.fill(1);

            assertThatThrownBy(() -> larger.write(path)).hasMessageContaining("No space left on device");

            assertThat(Journal.read(path)).isEqualTo(before);
            small.makeRoom();
            larger.write(path);
            assertThat(Journal.read(path)).isEqualTo(larger);
        }
    }

    private static TransferOptions options(UnaryOperator<TransferOptions.Builder> changes) {
        return patient(with -> changes.apply(with.partSize(PART).minFreeDisk(RESERVE)));
    }

    private Downloaded download(TransferOptions options, FreeSpace freeSpace) throws Exception {
        return download(options, freeSpace, Links.request(link(), directory));
    }

    private Downloaded download(TransferOptions options, FreeSpace freeSpace, DownloadRequest request)
            throws Exception {
        try (TransferClient client = downloaderOn(options, freeSpace)) {
            return (Downloaded) client.download(request);
        }
    }

    private TransferClient downloaderOn(TransferOptions options, FreeSpace freeSpace) throws Exception {
        return new TransferClient(
                options,
                clock,
                SSLContext.getDefault(),
                HostResolver.SYSTEM,
                new TransferClient.Environment(
                        (wait, until) -> clock.advance(wait), clock::nanoTime, new Random(1), freeSpace));
    }
}
