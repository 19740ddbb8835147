// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.test.Sandbox;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.file.CompletedRange;
import io.github.osspresign.transfer.file.Journal;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No link in the way, symbolic or hard, there before or put there meanwhile, leads a download out of the directory. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublishTest {

    /** Enough for a journal. */
    private static final byte[] LARGE = TestBytes.random(3_000_000);

    @AutoClose
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    Path parent;

    private Sandbox sandbox;
    private Path inside;
    private Path victim;

    @BeforeEach
    void makeSandbox() throws Exception {
        sandbox = new Sandbox(parent);
        inside = sandbox.inside();
        victim = sandbox.outside().resolve("victim.txt");
    }

    @ParameterizedTest
    @EnumSource(FileExist.class)
    void aLinkAtTheNameIsNotFollowed(FileExist fileExist) throws Exception {
        for (Path target : List.of(victim, sandbox.outside().resolve("missing"), sandbox.outside())) {
            Files.createSymbolicLink(inside.resolve("a.txt"), target);
            Path file = download("a.txt", fileExist);
            Path written = fileExist == FileExist.Override
                    ? inside.resolve("a.txt")
                    : fileExist == FileExist.TryRename ? inside.resolve("a-1.txt") : null;
            assertThat(file).isEqualTo(written);
            Files.deleteIfExists(fileExist == FileExist.Override ? inside.resolve("none") : inside.resolve("a.txt"));
            sandbox.assertHolds(fileExist + " " + target, file);
        }
    }

    /** Directory entries under the name of the target that must not be returned as a file. */
    private enum NoFile {
        LINK_TO_NOTHING,
        LINK_OUT,
        LINK_TO_FOLDER_OUTSIDE,
        LINK_TO_FOLDER,
        LINK_TO_ITSELF,
        FOLDER,
        PIPE;

        void make(Path name, Path victim) throws IOException, InterruptedException {
            switch (this) {
                case LINK_TO_NOTHING -> Files.createSymbolicLink(name, victim.resolveSibling("missing"));
                case LINK_OUT -> Files.createSymbolicLink(name, victim);
                case LINK_TO_FOLDER_OUTSIDE -> Files.createSymbolicLink(name, victim.getParent());
                case LINK_TO_FOLDER -> Files.createSymbolicLink(name, name.getParent());
                case LINK_TO_ITSELF -> Files.createSymbolicLink(name, name);
                case FOLDER -> Files.createDirectory(name);
                case PIPE ->
                    assumeTrue(
                            new ProcessBuilder("mkfifo", name.toString())
                                            .start()
                                            .waitFor()
                                    == 0,
                            "no named pipes here");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ignoreHandsOnOnlyAFileInsideTheDirectory(NoFile kind) throws Exception {
        Path name = inside.resolve("a.txt");
        kind.make(name, victim);
        for (String fileName : new String[] {"a.txt", null}) {
            server.respond(ScriptedResponse.ok("abc").with("Content-Disposition", "attachment; filename=a.txt"));
            assertThatThrownBy(() -> download(server, fileName, FileExist.Ignore))
                    .isInstanceOfSatisfying(
                            DownloadFailedException.class,
                            e -> assertThat(e.isRetryable()).isFalse())
                    .hasMessageStartingWith(
                            "existing name '" + name + "' is not a file inside the directory (fileExist=Ignore) (");
        }
        Files.delete(name);
        sandbox.assertHolds(kind.name(), null);
    }

    @ParameterizedTest
    @EnumSource
    void ignoreHandsOnOnlyAFileInsideTheDirectoryThatComesUpMeanwhile(NoFile kind) throws Exception {
        Path name = inside.resolve("sub/a.txt");
        assertThatThrownBy(() -> downloadLarge(FileExist.Ignore, () -> {
                    try {
                        kind.make(name, victim);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("existing name '" + name + "' is not a file inside the directory (");
        Files.delete(name);
        sandbox.assertHolds(kind.name(), null);
    }

    @Test
    void ignoreHandsOnALinkToAFileInsideTheDirectory() throws Exception {
        Path file = Files.writeString(inside.resolve("b.txt"), "abc");
        Path link = Files.createSymbolicLink(inside.resolve("a.txt"), file);
        server.respond(ScriptedResponse.ok("abc"));
        assertThat(download(server, "a.txt", FileExist.Ignore))
                .asInstanceOf(type(ExistingFile.class))
                .extracting(ExistingFile::file)
                .isEqualTo(link);
        assertThat(server.requests()).isEmpty();
        Files.delete(link);
        sandbox.assertHolds("link inside", file);
    }

    @Test
    void aHardLinkAtTheNameIsReplacedNotWrittenThrough() throws Exception {
        Files.createLink(inside.resolve("a.txt"), victim);
        sandbox.assertHolds("hard link", download("a.txt", FileExist.Override));
    }

    @Test
    void aLinkInThePlaceOfTheWorkingFilesIsNotFollowed() throws Exception {
        for (String name : List.of("a.txt.part", "a.txt.part.json", "a.txt.part.json.part")) {
            for (Path target : List.of(victim, sandbox.outside().resolve("missing"), sandbox.outside())) {
                Path link = Files.createSymbolicLink(inside.resolve(name), target);
                Path file = download("a.txt", FileExist.Override);
                Files.deleteIfExists(link);
                sandbox.assertHolds(name + " -> " + target, file);
            }
        }
    }

    @Test
    void aHardLinkInThePlaceOfTheWorkingFilesIsNotWrittenThrough() throws Exception {
        for (String name : List.of("a.txt.part", "a.txt.part.json", "a.txt.part.json.part")) {
            Path link = Files.createLink(inside.resolve(name), victim);
            Path file = download("a.txt", FileExist.Override);
            assertThat(file).isNotNull();
            Files.deleteIfExists(link);
            sandbox.assertHolds(name, file);
        }
    }

    @Test
    void aHardLinkWithAJournalThatFitsItIsNotResumed() throws Exception {
        Files.createLink(inside.resolve("a.txt.part"), victim);
        byte[] precious = Files.readAllBytes(victim);
        Crc64 crc64 = new Crc64();
        crc64.update(precious, 0, precious.length - 1);
        new Journal(
                        new StrongValidator("O", 20, "E"),
                        List.of(new CompletedRange(0, precious.length - 1, crc64.value())))
                .write(inside.resolve("a.txt.part.json"));
        ScriptedResponse rest = ScriptedResponse.ok("abc").with("ETag", "\"E\"");
        server.respond(rest);
        Path file =
                ((Downloaded) Links.download(Links.OPTIONS, request(server, "a.txt", ProgressListener.NONE))).file();
        sandbox.assertHolds("hard link", file);
    }

    @Test
    void aPipeInThePlaceOfThePartFileIsNotWaitedFor() throws Exception {
        Path pipe = inside.resolve("a.txt.part");
        int made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        assumeTrue(made == 0, "no named pipes here");
        Path file = download("a.txt", FileExist.Override);
        Files.deleteIfExists(pipe);
        sandbox.assertHolds("a pipe", file);
    }

    @Test
    void aFolderThatBecomesALinkMeanwhileIsNotFollowed() throws Exception {
        for (boolean sameFile : new boolean[] {false, true}) {
            Path folder = Files.createDirectory(inside.resolve("sub"));
            Path moved = sandbox.inside().resolve("moved");
            Path target = sameFile ? moved : sandbox.outside();
            assertThatThrownBy(() -> downloadLarge(() -> {
                        Files.move(folder, moved);
                        Files.createSymbolicLink(folder, target);
                    }))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageContaining("deleted or replaced during the download");
            Files.delete(folder);
            assertThat(moved.resolve("a.txt")).doesNotExist();
            // Nobody can tell where the part file has gone; it is left where it was moved.
            Files.deleteIfExists(moved.resolve("a.txt.part"));
            Files.deleteIfExists(moved.resolve("a.txt.part.json"));
            sandbox.assertHolds("a folder", null);
        }
    }

    @Test
    void aJournalBesideALinkThatCameMeanwhileIsLeftAlone() throws Exception {
        Path theirs = Files.writeString(sandbox.outside().resolve("a.txt.part.json"), "theirs");
        Path folder = Files.createDirectory(inside.resolve("sub"));
        assertThatThrownBy(() -> downloadLarge(() -> {
                    Files.move(folder, inside.resolve("moved"));
                    Files.createSymbolicLink(folder, sandbox.outside());
                }))
                .isInstanceOf(DownloadFailedException.class);
        assertThat(theirs).hasContent("theirs");
    }

    @Test
    void aPartFileThatBecomesALinkMeanwhileIsNotPublished() throws Exception {
        Files.createDirectory(inside.resolve("sub"));
        Path part = inside.resolve("sub/a.txt.part");
        assertThatThrownBy(() -> downloadLarge(() -> {
                    Files.delete(part);
                    Files.createSymbolicLink(part, victim);
                }))
                .isInstanceOf(DownloadFailedException.class);
        Files.delete(part);
        sandbox.assertHolds("a part file", null);
    }

    @Test
    void aTargetThatBecomesALinkMeanwhileIsReplaced() throws Exception {
        Path target = inside.resolve("sub/a.txt");
        downloadLarge(() -> Files.createSymbolicLink(target, victim));
        assertThat(target).isRegularFile().hasBinaryContent(LARGE);
        assertThat(Files.isSymbolicLink(target)).isFalse();
        assertThat(victim).hasContent("precious");
    }

    /** Event in the middle of a download. */
    private interface Meanwhile {
        void happens() throws IOException;
    }

    private void downloadLarge(Meanwhile meanwhile) throws Exception {
        downloadLarge(FileExist.Override, meanwhile);
    }

    private void downloadLarge(FileExist fileExist, Meanwhile meanwhile) throws Exception {
        ProgressListener listener = new ProgressListener() {
            private boolean happened;

            @Override
            public void progress(TransferProgress progress) {
                if (!happened && progress.bytes() < LARGE.length) {
                    happened = true;
                    try {
                        meanwhile.happens();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
        server.respond(ScriptedResponse.ok(LARGE).with("ETag", "\"E\""));
        DownloadRequest request = DownloadRequest.builder(
                        ObjectRequest.builder(Links.to(server))
                                .fileName("sub/a.txt")
                                .listener(listener)
                                .build(),
                        inside)
                .fileExist(fileExist)
                .build();
        Links.download(Links.OPTIONS, request);
    }

    private DownloadResult download(ScriptedServer server, @Nullable String fileName, FileExist fileExist)
            throws Exception {
        DownloadRequest request = DownloadRequest.builder(
                        ObjectRequest.builder(Links.to(server))
                                .fileName(fileName)
                                .build(),
                        inside)
                .fileExist(fileExist)
                .build();
        return Links.download(Links.OPTIONS, request);
    }

    /** {@code null} where the download is refused or the file left alone. */
    private @Nullable Path download(String fileName, FileExist fileExist) throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok("abc"))) {
            return download(server, fileName, fileExist) instanceof Downloaded downloaded ? downloaded.file() : null;
        } catch (DownloadFailedException e) {
            assertThat(e)
                    .message()
                    .matches("(?s)(file '.*' exists already \\(fileExist=\\w+\\)|existing name '.*' is not a file"
                            + "|file cannot be written:) .*");
            return null;
        }
    }

    private DownloadRequest request(ScriptedServer server, String fileName, ProgressListener listener) {
        return DownloadRequest.of(
                ObjectRequest.builder(Links.to(server))
                        .fileName(fileName)
                        .listener(listener)
                        .build(),
                inside);
    }
}
