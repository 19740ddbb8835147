// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static io.github.osspresign.transfer.Links.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.TestBytes;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.TransferProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Downloads whose file exists already, before the download or by the end of it. */
class TargetFileTest {

    private static final byte[] BODY = TestBytes.random(2_000_000);

    @AutoClose
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    Path directory;

    @Test
    void overrideTakesTheOldFilesPlace() throws Exception {
        Files.writeString(directory.resolve("report.pdf"), "old");
        assertThat(file(download(FileExist.Override, null, ProgressListener.NONE)))
                .isEqualTo(directory.resolve("report.pdf"))
                .hasBinaryContent(BODY);
        assertThat(names()).containsExactly("report.pdf");
    }

    @Test
    void overrideKeepsTheOldFileWhereTheDownloadFails() throws Exception {
        Files.writeString(directory.resolve("report.pdf"), "old");
        server.respond(ScriptedResponse.ok(BODY).afterBytes(1_500_000, ScriptedResponse.Ending.CLOSE));
        assertThatThrownBy(() -> Links.download(Links.to(server), directory)).isInstanceOf(Exception.class);
        assertThat(directory.resolve("report.pdf")).hasContent("old");
        assertThat(names()).containsExactly("report.pdf");
    }

    @Test
    void failFails() throws Exception {
        Files.writeString(directory.resolve("report.pdf"), "old");
        server.respond(ScriptedResponse.ok(BODY).afterBytes(0, ScriptedResponse.Ending.STALL));
        assertThatThrownBy(() -> download(server, FileExist.Fail, null, ProgressListener.NONE))
                .isInstanceOfSatisfying(
                        DownloadFailedException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageStartingWith(
                        "file '" + directory.resolve("report.pdf") + "' exists already (fileExist=Fail) (");
        assertThat(directory.resolve("report.pdf")).hasContent("old");
    }

    @Test
    void failFailsWithoutARequestWhereTheNameIsKnown() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "old");
        server.respond(ScriptedResponse.ok(BODY));
        assertThatThrownBy(() -> download(server, FileExist.Fail, "a.txt", ProgressListener.NONE))
                .isInstanceOf(DownloadFailedException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void failFailsWhereTheFileComesUpMeanwhile() throws Exception {
        ProgressListener other = progress -> write(directory.resolve("report.pdf"), "other");
        assertThatThrownBy(() -> download(FileExist.Fail, null, other)).isInstanceOf(DownloadFailedException.class);
        assertThat(directory.resolve("report.pdf")).hasContent("other");
        assertThat(names()).containsExactly("report.pdf");
    }

    @Test
    void ignoreLeavesTheOldFile() throws Exception {
        Files.writeString(directory.resolve("report.pdf"), "old");
        assertThat(download(FileExist.Ignore, null, ProgressListener.NONE))
                .asInstanceOf(type(ExistingFile.class))
                .extracting(ExistingFile::file)
                .isEqualTo(directory.resolve("report.pdf"));
        assertThat(directory.resolve("report.pdf")).hasContent("old");
        assertThat(names()).containsExactly("report.pdf");
    }

    @Test
    void ignoreSendsNoRequestWhereTheNameIsKnown() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "old");
        server.respond(ScriptedResponse.ok(BODY));
        assertThat(download(server, FileExist.Ignore, "a.txt", ProgressListener.NONE))
                .asInstanceOf(type(ExistingFile.class))
                .extracting(ExistingFile::file)
                .isEqualTo(directory.resolve("a.txt"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void ignoreLeavesAFileThatComesUpMeanwhile() throws Exception {
        ProgressListener other = progress -> write(directory.resolve("report.pdf"), "other");
        assertThat(download(FileExist.Ignore, null, other))
                .asInstanceOf(type(ExistingFile.class))
                .extracting(ExistingFile::file)
                .isEqualTo(directory.resolve("report.pdf"));
        assertThat(directory.resolve("report.pdf")).hasContent("other");
        assertThat(names()).containsExactly("report.pdf");
    }

    @Test
    void tryRenameTakesTheNextFreeName() throws Exception {
        Files.writeString(directory.resolve("report.pdf"), "old");
        Files.writeString(directory.resolve("report-1.pdf"), "old too");
        assertThat(file(download(FileExist.TryRename, null, ProgressListener.NONE)))
                .isEqualTo(directory.resolve("report-2.pdf"))
                .hasBinaryContent(BODY);
        assertThat(directory.resolve("report.pdf")).hasContent("old");
        assertThat(directory.resolve("report-1.pdf")).hasContent("old too");
        assertThat(names()).containsExactlyInAnyOrder("report.pdf", "report-1.pdf", "report-2.pdf");
    }

    @Test
    void tryRenameGoesOnWhereTheNameIsTakenMeanwhile() throws Exception {
        ProgressListener other = progress -> write(directory.resolve("report.pdf"), "other");
        assertThat(file(download(FileExist.TryRename, null, other))).isEqualTo(directory.resolve("report-1.pdf"));
        assertThat(directory.resolve("report.pdf")).hasContent("other");
        assertThat(directory.resolve("report-1.pdf")).hasBinaryContent(BODY);
    }

    @Test
    void nameOfTheResultHasTheNumberOfTheFile() throws Exception {
        Files.createDirectories(directory.resolve("sub"));
        Files.writeString(directory.resolve("sub/a.txt"), "old");
        Downloaded renamed = (Downloaded) download(FileExist.TryRename, "sub/./a.txt", ProgressListener.NONE);
        assertThat(renamed.fileName()).isEqualTo("sub/a-1.txt");
        assertThat(renamed.file()).isEqualTo(directory.resolve("sub/a-1.txt"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, report.pdf", "sub/报告.pdf, sub/报告.pdf"})
    void fileMayHaveAnotherNameThanTheObject(String fileName, String expected) throws Exception {
        Set<String> reported = ConcurrentHashMap.newKeySet();
        server.respond(ScriptedResponse.ok(BODY));
        ObjectRequest object = ObjectRequest.builder(Links.to(server))
                .fileName(fileName)
                .listener(progress -> reported.add(progress.fileName()))
                .build();
        Downloaded downloaded = (Downloaded) Links.download(
                OPTIONS,
                DownloadRequest.builder(object, directory).storedAs("object").build());
        assertThat(downloaded.fileName()).isEqualTo(expected);
        assertThat(downloaded.file()).isEqualTo(directory.resolve("object")).hasBinaryContent(BODY);
        assertThat(reported).containsExactly(expected.replace("sub/", ""));
    }

    @ParameterizedTest
    @CsvSource({"../a.txt, object", "a.txt, ../object"})
    void neitherNameMayLeadOut(String fileName, String storedAs) throws Exception {
        server.respond(ScriptedResponse.ok(BODY));
        ObjectRequest object =
                ObjectRequest.builder(Links.to(server)).fileName(fileName).build();
        DownloadRequest request =
                DownloadRequest.builder(object, directory).storedAs(storedAs).build();
        assertThatThrownBy(() -> Links.download(OPTIONS, request))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("file name: must be a path inside the directory");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(FileExist.class)
    void aFreeNameIsSimplyTaken(FileExist fileExist) throws Exception {
        assertThat(file(download(fileExist, "sub/a.txt", ProgressListener.NONE)))
                .isEqualTo(directory.resolve("sub/a.txt"))
                .hasBinaryContent(BODY);
    }

    @ParameterizedTest
    @EnumSource(value = FileExist.class, names = "TryRename", mode = EnumSource.Mode.EXCLUDE)
    void aFolderIsNeverReplaced(FileExist fileExist) throws Exception {
        Files.createDirectories(directory.resolve("report.pdf"));
        assertThatThrownBy(() -> download(fileExist, null, ProgressListener.NONE))
                .isInstanceOf(DownloadFailedException.class);
        assertThat(directory.resolve("report.pdf")).isEmptyDirectory();
        assertThat(names()).containsExactly("report.pdf");
    }

    @Test
    void manyAtATimeAllGetDifferentNames() throws Exception {
        int downloads = 24;
        ExecutorService threads = Executors.newFixedThreadPool(downloads);
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok(BODY))) {
            List<Callable<Path>> tasks = IntStream.range(0, downloads)
                    .<Callable<Path>>mapToObj(
                            i -> () -> file(download(server, FileExist.TryRename, null, ProgressListener.NONE)))
                    .toList();
            Set<Path> files =
                    threads.invokeAll(tasks).stream().map(TargetFileTest::get).collect(Collectors.toSet());
            assertThat(files)
                    .hasSize(downloads)
                    .allSatisfy(file -> assertThat(file).hasBinaryContent(BODY));
            assertThat(names()).hasSize(downloads);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void secondDownloadToTheSameFileGetsItsNameInALaterAttempt() throws Exception {
        CountDownLatch halfWay = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ProgressListener slow = progress -> {
            halfWay.countDown();
            await(goOn);
        };
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok(BODY))) {
            Future<Path> first = threads.submit(() -> file(download(server, FileExist.Override, null, slow)));
            await(halfWay);
            ProgressListener ending = new ProgressListener() {
                @Override
                public void progress(TransferProgress progress) {}

                @Override
                public void retrying(OssPresignException failure) {
                    goOn.countDown();
                    assertThat(get(first)).hasBinaryContent(BODY);
                }
            };
            TransferOptions twice =
                    Links.options(with -> with.retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1))));
            DownloadRequest request = DownloadRequest.of(
                    ObjectRequest.builder(Links.to(server)).listener(ending).build(), directory);

            Downloaded second = (Downloaded) Links.download(twice, request);

            assertThat(second.file()).hasBinaryContent(BODY);
            assertThat(second.attempts()).isEqualTo(2);
            assertThat(names()).containsExactly("report.pdf");
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void theFinalNameAppearsOnlyAtTheEnd() throws Exception {
        ProgressListener look = progress ->
                assertThat(Files.exists(directory.resolve("report.pdf"))).isEqualTo(progress.done());
        download(FileExist.Override, null, look);
    }

    private DownloadResult download(FileExist fileExist, @Nullable String fileName, ProgressListener progress)
            throws Exception {
        server.respond(ScriptedResponse.ok(BODY));
        return download(server, fileExist, fileName, progress);
    }

    private DownloadResult download(
            ScriptedServer server, FileExist fileExist, @Nullable String fileName, ProgressListener progress)
            throws Exception {
        return Links.download(
                OPTIONS,
                DownloadRequest.builder(
                                ObjectRequest.builder(Links.to(server))
                                        .fileName(fileName)
                                        .listener(progress)
                                        .build(),
                                directory)
                        .fileExist(fileExist)
                        .build());
    }

    private static Path file(DownloadResult result) {
        return ((Downloaded) result).file();
    }

    private List<String> names() throws Exception {
        return List.of(directory.toFile().list());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path get(Future<Path> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
