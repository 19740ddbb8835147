// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.file.CompletedRange;
import io.github.osspresign.transfer.file.Journal;
import io.github.osspresign.transfer.file.PartFile;
import io.github.osspresign.transfer.file.PartFiles;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A download resumes where it ended, in the same call or a later one, and only with bytes of the same object. */
class ResumeTest extends DevServerTestSupport {

    private static final int SIZE = 3_000_000;
    private static final int CUT = 2_000_000;
    private static final String REST = "bytes=" + CUT + "-" + (SIZE - 1);

    /** One response, one attempt. */
    private static final TransferOptions ONCE = Links.options(with -> with.parallelism(1));

    private static final TransferOptions OFTEN = patient(with -> with.parallelism(1));

    @ParameterizedTest
    @CsvSource({"25, 1", "13, 2", "6, 5"})
    void journalIsAtMostSoManyMebibytesBehind(int millisForAMebibyte, int mebibytes) throws Exception {
        assertThat(Collections.max(bytesWithoutJournal(millisForAMebibyte)))
                .isBetween((long) mebibytes << 20, ((mebibytes + 1L) << 20) - 1);
    }

    @Test
    void journalOfSlowBodyHasMoreThanItsWholeMebibytes() throws Exception {
        assertThat(bytesWithoutJournal(2000).get(1)).isLessThan(1 << 20);
    }

    /** Returns at each mebibyte how many of its bytes a killed process would fetch again. */
    private List<Long> bytesWithoutJournal(int millisForAMebibyte) throws Exception {
        store(12 << 20);
        Path journal = directory.resolve("object.bin.part.json");
        List<Long> behind = new ArrayList<>();
        ObjectRequest request = ObjectRequest.builder(link())
                .listener(progress -> {
                    Journal written = Journal.read(journal);
                    behind.add(progress.bytes() - (written == null ? 0 : bytes(written)));
                    clock.advance(Duration.ofMillis(millisForAMebibyte));
                })
                .build();

        download(ONCE, DownloadRequest.of(request, directory));

        // The last one is reported when the journal is deleted.
        behind.remove(behind.size() - 1);
        return behind;
    }

    private static long bytes(Journal journal) {
        return journal.ranges().stream().mapToLong(CompletedRange::length).sum();
    }

    @Test
    void resumesAfterSeveralCuts() throws Exception {
        byte[] content = store(SIZE);
        server.inject(new Fault.CutBodyAfter(700_000), 4);

        assertThat(download(OFTEN).file()).hasBinaryContent(content);

        assertThat(sent("Range"))
                .containsExactly(
                        "-",
                        "bytes=700000-2999999",
                        "bytes=1400000-2999999",
                        "bytes=2100000-2999999",
                        "bytes=2800000-2999999");
    }

    @Test
    void laterDownloadResumes() throws Exception {
        byte[] content = store(SIZE);
        cutDownload();
        assertOnly("object.bin.part", "object.bin.part.json");

        Downloaded result = download(ONCE, named());

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.verified()).isEqualTo(VerifiedBy.crc64);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(result.resumedBytes()).isEqualTo(CUT);
        assertThat(sent("Range")).containsExactly("-", REST);
        assertOnly("object.bin");
    }

    @Test
    void laterDownloadResumesWhereOnlyTheResponseHasTheName() throws Exception {
        byte[] content = store(SIZE);
        cutDownload();

        Downloaded result = download(ONCE);

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.resumedBytes()).isEqualTo(CUT);
        assertThat(sent("Range")).containsExactly("-", "-", REST);
    }

    @Test
    void laterDownloadResumesInRangesWithAnotherLink() throws Exception {
        byte[] content = store(SIZE);
        cutDownload();
        clock.advance(Duration.ofMinutes(30));

        Downloaded result = download(Links.options(with -> with.partSize(400_000)), named());

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(sent("Range"))
                .contains("bytes=2000000-2399999", "bytes=2400000-2799999", "bytes=2800000-2999999")
                .hasSize(4);
    }

    @Test
    void alittleIsNotWorthKeeping() throws Exception {
        store(SIZE);
        server.inject(new Fault.CutBodyAfter(1_000_000));

        assertThatThrownBy(() -> download(ONCE)).isInstanceOf(TruncatedBodyException.class);

        assertOnly();
    }

    @Test
    void anotherObjectStartsFromTheBeginning() throws Exception {
        store(SIZE);
        cutDownload();
        byte[] other = TestBytes.random(SIZE + 1);
        server.putObject(BUCKET, KEY, other);

        Downloaded result = download(ONCE, named());

        assertThat(result.file()).hasBinaryContent(other);
        assertThat(result.resumedBytes()).isZero();
        assertThat(statuses()).containsExactly(200, 412, 200);
    }

    @Test
    void anObjectThatKeepsChangingIsAFailure() throws Exception {
        store(SIZE);
        server.inject(new Fault.CutBodyAfter(CUT), request -> !request.headers().containsKey("If-Match"));
        server.inject(
                new Fault.StatusError(412, "PreconditionFailed", "no"),
                request -> request.headers().containsKey("If-Match"));

        assertThatThrownBy(() -> download(OFTEN))
                .isInstanceOfAny(ObjectChangedException.class, TruncatedBodyException.class);

        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void anObjectThatIsGoneLeavesNothing() throws Exception {
        store(SIZE);
        cutDownload();
        server.inject(new Fault.StatusError(404, "NoSuchKey", "no"));

        assertThatThrownBy(() -> download(ONCE, named())).isInstanceOf(ObjectNotFoundException.class);

        assertOnly();
    }

    @Test
    void theWholeInsteadOfTheRestStartsOver() throws Exception {
        byte[] content = store(SIZE);
        cutDownload();
        server.inject(new Fault.IgnoredRange());

        Downloaded result = download(ONCE, named());

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.resumedBytes()).isZero();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void bytesThatAreNotThoseOfTheJournalAreFetchedAgain() throws Exception {
        byte[] content = store(SIZE);
        cutDownload();
        Path part = directory.resolve("object.bin.part");
        byte[] spoilt = Files.readAllBytes(part);
        spoilt[12345] ^= 1;
        Files.write(part, spoilt);

        Downloaded result = download(ONCE, named());

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.resumedBytes()).isZero();
    }

    @Test
    void aPartFileThatIsTooShortIsFetchedAgain() throws Exception {
        byte[] content = store(SIZE);
        cutDownload();
        Files.write(directory.resolve("object.bin.part"), new byte[10]);

        assertThat(download(ONCE, named()).file()).hasBinaryContent(content);
    }

    @Test
    void aJournalThatCannotBeReadIsNone() throws Exception {
        byte[] content = store(SIZE);
        for (String journal : List.of(
                "",
                "{",
                "[]",
                "{\"version\":1,\"size\":3000000}",
                "{\"version\":1,\"size\":3000000,\"etag\":\"A\",\"parts\":[{\"from\":0,\"bytes\":9000000,\"crc64\":\"0\"}]}",
                "{\"version\":1,\"size\":3000000,\"etag\":\"A\\r\\nX: y\",\"parts\":[{\"from\":0,\"bytes\":1,\"crc64\":\"0\"}]}",
                "{\"version\":1,\"size\":3000000,\"etag\":\"A\",\"parts\":[{\"from\":-5,\"bytes\":1,\"crc64\":\"0\"}]}",
                "{\"version\":1,\"size\":3000000,\"etag\":\"A\",\"parts\":[7]}",
                "{\"version\":1,\"object\":7,\"size\":3000000,\"etag\":\"A\",\"parts\":[{\"from\":0,\"bytes\":1,\"crc64\":\"0\"}]}")) {
            cutDownload();
            Files.writeString(directory.resolve("object.bin.part.json"), journal);

            Downloaded result = download(ONCE, named());

            assertThat(result.file()).hasBinaryContent(content);
            assertThat(result.resumedBytes()).isZero();
            assertOnly("object.bin");
        }
    }

    /** As after a roll-back: an older program must not guess what a newer one has written. */
    @ParameterizedTest
    @ValueSource(strings = {"\"version\":2,", "\"version\":\"1\",", "\"version\":1.5,", ""})
    void journalOfAnotherVersionIsNotResumed(String version) throws Exception {
        byte[] content = store(SIZE);
        cutDownload();
        Path journal = directory.resolve("object.bin.part.json");
        String own = Files.readString(journal);
        assertThat(own).startsWith("{\"version\":1,");
        Files.writeString(journal, own.replace("\"version\":1,", version));

        Downloaded result = download(ONCE, named());

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.resumedBytes()).isZero();
        assertOnly("object.bin");
    }

    @Test
    void aJournalWithoutAPartFileIsNone() throws Exception {
        byte[] content = store(SIZE);
        cutDownload();
        Files.delete(directory.resolve("object.bin.part"));

        assertThat(download(ONCE, named()).file()).hasBinaryContent(content);
        assertOnly("object.bin");
    }

    @Test
    void whatIsCompleteIsOnlyAskedFor() throws Exception {
        byte[] content = store(SIZE);
        Path part = Files.write(directory.resolve("object.bin.part"), content);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r-----"));
        String etag = download(
                        ONCE,
                        DownloadRequest.of(
                                ObjectRequest.builder(link()).fileName("other").build(), directory))
                .object()
                .etag();
        Files.writeString(
                directory.resolve("object.bin.part.json"),
                "{\"version\":1,\"object\":\"" + LinkAddress.parse(link().url()).objectHash()
                        + "\",\"size\":3000000,\"etag\":\"" + etag
                        + "\",\"parts\":[{\"from\":0,\"bytes\":3000000,\"crc64\":\""
                        + TestBytes.crc64(content) + "\"}]}");

        Downloaded result = download(ONCE, named());

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.resumedBytes()).isEqualTo(SIZE);
        assertThat(sent("Range")).containsExactly("-", "bytes=2999999-2999999");
    }

    @Test
    void whatIsMadeFromTheObjectIsNotPutBehindItsBytes() throws Exception {
        byte[] content = store(SIZE);
        cutDownload();
        String etag = Files.readString(directory.resolve("object.bin.part.json"))
                .replaceAll(".*\"etag\":\"([^\"]*)\".*", "$1");
        byte[] made = TestBytes.random(SIZE - 5);
        try (ScriptedServer scripted =
                new ScriptedServer(ScriptedResponse.ok(made).with("ETag", "\"" + etag + "\""))) {
            PresignedLink link =
                    PresignedLink.of("http://127.0.0.1:" + scripted.port() + "/a?x-oss-process=image%2Fresize%2Cw_1");
            Downloaded result = download(
                    ONCE,
                    DownloadRequest.of(
                            ObjectRequest.builder(link).fileName("object.bin").build(), directory));
            assertThat(result.file()).hasBinaryContent(made);
            assertThat(scripted.onlyRequest()).doesNotContain("Range", "If-Match");
        }
        assertThat(content).isNotEqualTo(made);
    }

    @Test
    void aFileThatCameUpMeanwhileLeavesNothingToResume() throws Exception {
        store(SIZE);
        for (FileExist fileExist : List.of(FileExist.Ignore, FileExist.Fail)) {
            ProgressListener other = progress -> {
                try {
                    Files.writeString(directory.resolve("object.bin"), "other");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
            DownloadRequest request = DownloadRequest.builder(
                            ObjectRequest.builder(link())
                                    .fileName("object.bin")
                                    .listener(other)
                                    .build(),
                            directory)
                    .fileExist(fileExist)
                    .build();
            try (TransferClient client = client(ONCE)) {
                assertThat(client.download(request)).isInstanceOf(ExistingFile.class);
            } catch (DownloadFailedException e) {
                assertThat(fileExist).isEqualTo(FileExist.Fail);
            }
            assertOnly("object.bin");
            Files.delete(directory.resolve("object.bin"));
        }
    }

    @Test
    void theOtherWaitsAsLongAsItsAttemptsLast() throws Exception {
        byte[] content = store(SIZE);
        PartFile first = PartFiles.tryOpen(directory.resolve("object.bin"));
        assertThat(first).isNotNull();
        try (TransferClient client = client(OFTEN, (wait, until) -> first.close())) {
            assertThat(((Downloaded) client.download(named())).file()).hasBinaryContent(content);
        }
    }

    private DownloadRequest named() {
        return DownloadRequest.of(
                ObjectRequest.builder(link()).fileName("object.bin").build(), directory);
    }

    private void cutDownload() {
        server.inject(new Fault.CutBodyAfter(CUT));
        assertThatThrownBy(() -> download(ONCE)).isInstanceOf(TruncatedBodyException.class);
    }
}
