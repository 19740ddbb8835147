// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.LocalFileException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.test.SmallDisk;
import io.github.osspresign.transfer.file.CompletedRange;
import io.github.osspresign.transfer.file.Journal;
import io.github.osspresign.transfer.file.WatchedFileSystem;
import io.github.osspresign.transfer.file.WatchedFileSystem.Operation;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.ObjectIdentity;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.TransferProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small object comes through memory, and keeps every promise of one that comes through the part file. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmallObjectTest {

    private static final byte[] SMALL = TestBytes.random(100_000);
    private static final byte[] LARGE = TestBytes.random(300_000);

    private static final TransferOptions TWO_ATTEMPTS = Links.options(with -> with.retry(Links.attempts(2)));

    @AutoClose
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    Path parent;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(parent.resolve("inside"));
    }

    // ---- memory and part file

    @Test
    void nothingIsInTheDirectoryBeforeTheObjectIsVerified() throws Exception {
        List<Path> opened = new CopyOnWriteArrayList<>();
        Path watched = WatchedFileSystem.watched(directory, (operation, path) -> {
            if (operation == Operation.OPEN && !path.equals(directory)) {
                opened.add(path);
            }
        });
        ScriptedResponse wrong = object(SMALL).with("x-oss-hash-crc64ecma", "1");
        server.respond(wrong);
        assertThatThrownBy(() -> download(server, watched, "a.bin", FileExist.Override, ProgressListener.NONE))
                .isInstanceOf(ChecksumMismatchException.class);
        assertThat(opened).isEmpty();
        assertThat(directory).isEmptyDirectory();

        server.respond(object(SMALL));
        download(server, watched, "a.bin", FileExist.Override, ProgressListener.NONE);
        assertThat(opened).hasSize(1).first().asString().matches(".*/\\.~[0-9a-f]{16}-[0-9]+\\.part");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a.bin"))))
                .endsWith("---");
        assertThat(names()).containsExactly("a.bin");
    }

    @Test
    void cutBodyResumesFromMemoryWhileAnotherOwnsThePartFile() throws Exception {
        ScriptedResponse cut = object(SMALL).afterBytes(40_000, ScriptedResponse.Ending.CLOSE);
        ScriptedResponse rest = range(SMALL, 40_000, "E");
        Path part = directory.resolve("a.bin.part");
        try (ScriptedServer server = new ScriptedServer(cut, rest);
                PartFileOfAnother other = new PartFileOfAnother(part)) {
            Downloaded downloaded = (Downloaded)
                    download(TWO_ATTEMPTS, server, directory, "a.bin", FileExist.Override, atResponse(other::make));

            assertThat(downloaded.file()).hasBinaryContent(SMALL);
            assertThat(downloaded.attempts()).isEqualTo(2);
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1)).contains("Range: bytes=40000-99999", "If-Match: \"E\"");
            assertThat(part).hasContent("theirs");
        }
        assertThat(names()).containsExactlyInAnyOrder("a.bin", "a.bin.part");
    }

    @Test
    void smallObjectThatBecomesLargeStartsOverInThePartFile() throws Exception {
        ScriptedResponse cut = object(SMALL).afterBytes(40_000, ScriptedResponse.Ending.CLOSE);
        ScriptedResponse changed = ScriptedResponse.ok(LARGE).with("ETag", "\"F\"");
        server.respond(cut, changed);
        assertThat(file(download(TWO_ATTEMPTS, server, directory, "a.bin", FileExist.Override, ProgressListener.NONE)))
                .hasBinaryContent(LARGE);
        assertThat(names()).containsExactly("a.bin");
    }

    /** The bytes in memory must not count for the part file, which another has. */
    @Test
    void smallObjectThatBecomesLargeIsNotMixedWhileAnotherOwnsThePartFile() throws Exception {
        ScriptedResponse cut = object(SMALL).afterBytes(40_000, ScriptedResponse.Ending.CLOSE);
        ScriptedResponse changed = ScriptedResponse.ok(LARGE).with("ETag", "\"F\"");
        try (ScriptedServer server = new ScriptedServer(cut, changed, range(LARGE, 0, "F"));
                PartFileOfAnother other = new PartFileOfAnother(directory.resolve("a.bin.part"))) {
            TransferOptions three = Links.options(with -> with.retry(Links.attempts(3)));
            ProgressListener listener = new ProgressListener() {
                @Override
                public void progress(TransferProgress progress) {}

                @Override
                public void responseReceived(Instant serviceTime) {
                    unchecked(server.requests().size() == 1 ? other::make : () -> {});
                }

                @Override
                public void retrying(OssPresignException failure) {
                    if (server.requests().size() == 2) {
                        assertThat(failure).hasMessageStartingWith("part file is in use by another download to '");
                        unchecked(other::close);
                    }
                }
            };

            assertThat(file(download(three, server, directory, "a.bin", FileExist.Override, listener)))
                    .hasBinaryContent(LARGE);
            assertThat(server.requests()).hasSize(3);
        }
        assertThat(names()).containsExactly("a.bin");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leftOverThatAppearsAfterTheRequestIsDiscarded(boolean samePrefix) throws Exception {
        byte[] theirs = new byte[2 * 1024 * 1024];
        System.arraycopy(LARGE, 0, theirs, 0, samePrefix ? LARGE.length : 0);
        Crc64 crc64 = new Crc64();
        crc64.update(theirs, 0, theirs.length);
        server.respond(object(LARGE));
        StrongValidator validator =
                new StrongValidator(ObjectIdentity.of(Links.to(server)).toString(), theirs.length, "E");
        Journal journal = new Journal(validator, List.of(new CompletedRange(0, theirs.length, crc64.value())));
        ProgressListener leftOver = atResponse(() -> {
            Path part = Files.createFile(
                    directory.resolve("a.bin.part"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
            Files.write(part, theirs);
            journal.write(directory.resolve("a.bin.part.json"));
        });

        Downloaded downloaded = (Downloaded) download(server, directory, "a.bin", FileExist.Override, leftOver);

        assertThat(downloaded.file()).hasBinaryContent(LARGE);
        assertThat(downloaded.resumedBytes()).isZero();
        assertThat(names()).containsExactly("a.bin");
    }

    @Test
    void leftOverThatCannotBeDiscardedIsNotPublished() throws Exception {
        byte[] theirs = new byte[2 * 1024 * 1024];
        Crc64 crc64 = new Crc64();
        crc64.update(theirs, 0, theirs.length);
        Journal journal = new Journal(
                new StrongValidator("O", theirs.length, "E"),
                List.of(new CompletedRange(0, theirs.length, crc64.value())));
        Path part = directory.resolve("a.bin.part");
        Path moved = parent.resolve("moved");
        // Deleted between its opening and its being emptied, which therefore fails.
        boolean[] there = {false};
        Path watched = WatchedFileSystem.watched(directory, (operation, path) -> {
            // The sample file that shows the permissions of a new file is the last before.
            boolean sample = path.getFileName().toString().endsWith("json.part") && Files.exists(path);
            if (there[0] && operation == Operation.DELETE && sample) {
                Files.move(part, moved);
                there[0] = false;
            }
        });
        server.respond(object(LARGE), range(LARGE, 0, "E"));
        ProgressListener leftOver = atResponse(() -> {
            if (Files.notExists(moved)) {
                Files.createFile(
                        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
                Files.write(part, theirs);
                journal.write(directory.resolve("a.bin.part.json"));
                there[0] = true;
            }
        });

        assertThatThrownBy(() -> download(server, watched, "a.bin", FileExist.Override, leftOver))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("deleted or replaced during the download");

        assertThat(there[0]).isFalse();
        assertThat(directory.resolve("a.bin")).doesNotExist();
        // Neither the file nor the name is in use any more.
        try (FileChannel channel = FileChannel.open(moved, StandardOpenOption.WRITE)) {
            assertThat(channel.tryLock()).isNotNull();
        }
        assertThat(file(download(server, watched, "a.bin", FileExist.Override, leftOver)))
                .hasBinaryContent(LARGE);
    }

    @ParameterizedTest
    @EnumSource(FileExist.class)
    void partFileThatAnotherOwnsAfterTheRequestIsLeftToIt(FileExist fileExist) throws Exception {
        try (ScriptedServer server = new ScriptedServer(object(LARGE));
                PartFileOfAnother other = new PartFileOfAnother(directory.resolve("a.bin.part"))) {
            ProgressListener listener = atResponse(other::make);
            if (fileExist == FileExist.TryRename) {
                assertThat(file(download(server, directory, "a.bin", fileExist, listener)))
                        .hasBinaryContent(LARGE);
                assertThat(names()).contains("a.bin.part").hasSize(2);
            } else {
                assertThatThrownBy(() -> download(server, directory, "a.bin", fileExist, listener))
                        .isInstanceOfSatisfying(
                                DownloadFailedException.class,
                                e -> assertThat(e.isRetryable()).isTrue())
                        .hasMessageStartingWith("part file is in use by another download to '");
                assertThat(names()).containsExactly("a.bin.part");
            }
            assertThat(directory.resolve("a.bin.part")).hasContent("theirs");
        }
    }

    @Test
    void nothingOfASmallObjectIsKeptAfterAFailure() throws Exception {
        server.respond(object(SMALL).afterBytes(40_000, ScriptedResponse.Ending.CLOSE));
        assertThatThrownBy(() -> download(server, directory, "a.bin", FileExist.Override, ProgressListener.NONE))
                .isInstanceOf(TruncatedBodyException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void emptyObjectBecomesAnEmptyFile() throws Exception {
        server.respond(ScriptedResponse.ok(new byte[0]));
        assertThat(file(download(server, directory, "a.bin", FileExist.Fail, ProgressListener.NONE)))
                .isEmptyFile();
        assertThat(names()).containsExactly("a.bin");
    }

    // ---- names

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void secondSpellingIsInUseOnlyWhereTheCaseDoesNotMatter(boolean ignoresCase) throws Exception {
        Path used = ignoresCase ? WatchedFileSystem.ignoringCase(directory) : directory;
        CountDownLatch received = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ProgressListener slow = atResponse(() -> {
            received.countDown();
            await(goOn);
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (ScriptedServer server = new ScriptedServer(object(SMALL))) {
            Future<DownloadResult> first =
                    threads.submit(() -> download(server, used, "a.bin", FileExist.Override, slow));
            await(received);
            Future<DownloadResult> second =
                    threads.submit(() -> download(server, used, "A.BIN", FileExist.Override, ProgressListener.NONE));
            if (ignoresCase) {
                assertInUse(second);
            } else {
                assertThat(directory.resolve(file(second.get()).getFileName().toString()))
                        .hasBinaryContent(SMALL);
            }
            assertThat(server.requests()).hasSize(ignoresCase ? 1 : 2);
            goOn.countDown();
            first.get();
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
        assertThat(names())
                .containsExactlyInAnyOrder(ignoresCase ? new String[] {"a.bin"} : new String[] {"a.bin", "A.BIN"});
    }

    @Test
    void secondDownloadToTheSameNameFailsBeforeItsRequest() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ProgressListener slow = atResponse(() -> {
            received.countDown();
            await(goOn);
        });
        Path link = Files.createSymbolicLink(parent.resolve("link"), parent);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (ScriptedServer server = new ScriptedServer(object(SMALL))) {
            Future<DownloadResult> first =
                    threads.submit(() -> download(server, directory, "a.bin", FileExist.Override, slow));
            await(received);
            // The same file by another way.
            Future<DownloadResult> second = threads.submit(
                    () -> download(server, link, "inside/a.bin", FileExist.Ignore, ProgressListener.NONE));
            assertInUse(second);
            goOn.countDown();

            assertThat(file(first.get())).hasBinaryContent(SMALL);
            assertThat(server.requests()).hasSize(1);
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
    }

    private static void assertInUse(Future<DownloadResult> download) {
        assertThatThrownBy(download::get)
                .cause()
                .isInstanceOfSatisfying(
                        DownloadFailedException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue())
                .hasMessageStartingWith("part file is in use by another download to '");
    }

    @Test
    void downloadInsideADownloadToTheSameNameFails() throws Exception {
        server.respond(object(SMALL));
        ProgressListener inner = atResponse(() -> assertThatThrownBy(
                        () -> download(server, directory, "a.bin", FileExist.Override, ProgressListener.NONE))
                .hasMessageStartingWith("part file is in use by another download to '"));
        assertThat(file(download(server, directory, "a.bin", FileExist.Override, inner)))
                .hasBinaryContent(SMALL);
    }

    /** Support of the file system for hard links. */
    private enum HardLinks {
        AVAILABLE,
        UNSUPPORTED,
        REFUSED
    }

    private static Path with(HardLinks links, Path directory) {
        return WatchedFileSystem.watched(directory, (operation, path) -> {
            if (operation == Operation.LINK && links == HardLinks.UNSUPPORTED) {
                throw new UnsupportedOperationException();
            }
            if (operation == Operation.LINK && links == HardLinks.REFUSED) {
                throw new FileSystemException(path.toString(), null, "Operation not permitted");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void fileThatAppearsAfterTheRequestIsNeverReplaced(HardLinks links) throws Exception {
        for (byte[] content : List.of(SMALL, LARGE)) {
            Path used = with(links, directory);
            ProgressListener other = atResponse(() -> Files.writeString(directory.resolve("a.bin"), "theirs"));
            server.respond(object(content));
            assertThatThrownBy(() -> download(server, used, "a.bin", FileExist.Fail, other))
                    .hasMessageStartingWith("file '" + directory.resolve("a.bin") + "' exists already");
            Files.delete(directory.resolve("a.bin"));
            assertThat(download(server, used, "a.bin", FileExist.Ignore, other))
                    .asInstanceOf(type(ExistingFile.class))
                    .extracting(existing -> existing.file().toString())
                    .isEqualTo(directory.resolve("a.bin").toString());
            Files.delete(directory.resolve("a.bin"));
            Path renamed = file(download(server, used, "a.bin", FileExist.TryRename, other));
            assertThat(renamed.getFileName()).hasToString("a-1.bin");
            assertThat(directory.resolve("a.bin")).hasContent("theirs");
            assertThat(directory.resolve("a-1.bin")).hasBinaryContent(content);
            assertThat(names()).containsExactlyInAnyOrder("a.bin", "a-1.bin");
            Files.delete(directory.resolve("a.bin"));
            Files.delete(directory.resolve("a-1.bin"));
        }
    }

    /** Another process could take it between a second look and a rename. */
    @Test
    void nameThatWasTakenForAMomentIsNotReplaced() throws Exception {
        for (byte[] content : List.of(SMALL, LARGE)) {
            Path watched = WatchedFileSystem.watched(directory, (operation, path) -> {
                assertThat(operation).isNotEqualTo(Operation.MOVE);
                if (operation == Operation.LINK && path.endsWith("a.bin")) {
                    throw new FileAlreadyExistsException(path.toString());
                }
            });
            server.respond(object(content));
            Path file = file(download(server, watched, "a.bin", FileExist.TryRename, ProgressListener.NONE));
            assertThat(file.getFileName()).hasToString("a-1.bin");
            assertThatThrownBy(() -> download(server, watched, "a.bin", FileExist.Fail, ProgressListener.NONE))
                    .isInstanceOfSatisfying(
                            DownloadFailedException.class,
                            e -> assertThat(e.isRetryable()).isTrue());
            assertThat(names()).containsExactly("a-1.bin");
            Files.delete(directory.resolve("a-1.bin"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = FileExist.class, names = "Override", mode = EnumSource.Mode.EXCLUDE)
    void nameThatIsFreeAgainIsTaken(FileExist fileExist) throws Exception {
        for (byte[] content : List.of(SMALL, LARGE)) {
            AtomicInteger links = new AtomicInteger();
            Path watched = WatchedFileSystem.watched(directory, (operation, path) -> {
                if (operation == Operation.LINK && links.incrementAndGet() == 1) {
                    throw new FileAlreadyExistsException(path.toString());
                }
            });
            server.respond(object(content));
            Path file = file(download(server, watched, "a.bin", fileExist, ProgressListener.NONE));
            assertThat(file.getFileName()).hasToString(fileExist == FileExist.TryRename ? "a-1.bin" : "a.bin");
            assertThat(links).hasValue(2);
            Path published = directory.resolve(names().get(0));
            assertThat(published).hasBinaryContent(content);
            Files.delete(published);
            assertThat(directory).isEmptyDirectory();
        }
    }

    /** A client of NFS repeats a request whose response was lost, and then finds the name that the first one has made. */
    @Test
    void nameThatTheRepeatedRequestFindsIsOurs() throws Exception {
        for (byte[] content : List.of(SMALL, LARGE)) {
            Path watched = WatchedFileSystem.watched(directory, (operation, path) -> {
                if (operation == Operation.LINK) {
                    Files.createLink(path, partFile());
                    throw new FileAlreadyExistsException(path.toString());
                }
            });
            server.respond(object(content));
            Path file = file(download(server, watched, "a.bin", FileExist.TryRename, ProgressListener.NONE));
            assertThat(file.getFileName()).hasToString("a.bin");
            assertThat(names()).containsExactly("a.bin");
            assertThat(directory.resolve("a.bin")).hasBinaryContent(content);
            Files.delete(directory.resolve("a.bin"));
        }
    }

    private Path partFile() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".part"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource(FileExist.class)
    void freeNameIsTakenWithoutHardLinks(FileExist fileExist) throws Exception {
        for (byte[] content : List.of(SMALL, LARGE)) {
            server.respond(object(content));
            Path used = WatchedFileSystem.withoutLinks(directory);
            assertThat(download(server, used, "a.bin", fileExist, ProgressListener.NONE))
                    .isInstanceOf(Downloaded.class);
            assertThat(directory.resolve("a.bin")).hasBinaryContent(content);
            assertThat(names()).containsExactly("a.bin");
            Files.delete(directory.resolve("a.bin"));
        }
    }

    /** Its owner may be about to rename it to the name that is still free. */
    @ParameterizedTest
    @EnumSource(value = FileExist.class, names = "Override", mode = EnumSource.Mode.EXCLUDE)
    void withoutHardLinksANameBelongsToTheOwnerOfItsPartFile(FileExist fileExist) throws Exception {
        Path used = WatchedFileSystem.withoutLinks(directory);
        try (ScriptedServer server = new ScriptedServer(object(SMALL));
                PartFileOfAnother other = new PartFileOfAnother(directory.resolve("a.bin.part"))) {
            ProgressListener listener = atResponse(other::make);
            if (fileExist == FileExist.TryRename) {
                assertThat(file(download(server, used, "a.bin", fileExist, listener))
                                .getFileName())
                        .hasToString("a-1.bin");
            } else {
                assertThatThrownBy(() -> download(server, used, "a.bin", fileExist, listener))
                        .isInstanceOfSatisfying(
                                DownloadFailedException.class,
                                e -> assertThat(e.isRetryable()).isTrue())
                        .hasMessageStartingWith("part file is in use by another download to '");
                assertThat(names()).containsExactly("a.bin.part");
            }
        }
    }

    /** A large object that has the part file of another number must not use the first name unseen. */
    @Test
    void withoutHardLinksANumberedPartFileDoesNotTakeTheNameOfAnother() throws Exception {
        Files.writeString(directory.resolve("a.bin"), "old");
        Path used = WatchedFileSystem.withoutLinks(directory);
        try (ScriptedServer server = new ScriptedServer(object(LARGE));
                PartFileOfAnother other = new PartFileOfAnother(directory.resolve("a.bin.part"))) {
            ProgressListener listener = atResponse(() -> {
                Files.delete(directory.resolve("a.bin"));
                other.make();
            });
            assertThat(file(download(server, used, "a.bin", FileExist.TryRename, listener))
                            .getFileName())
                    .hasToString("a-1.bin");
        }
        assertThat(names()).containsExactlyInAnyOrder("a.bin.part", "a-1.bin");
    }

    // ---- directories

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void folderThatBecomesALinkAfterTheResponseIsNotWrittenTo(boolean asOption) throws Exception {
        for (byte[] content : List.of(SMALL, LARGE)) {
            Path outside = Files.createDirectories(parent.resolve("outside"));
            Path folder = Files.createDirectory(directory.resolve("sub"));
            Path moved = parent.resolve("moved");
            List<Path> opened = new CopyOnWriteArrayList<>();
            Path watched = WatchedFileSystem.watched(directory, (operation, path) -> {
                if (operation == Operation.OPEN) {
                    opened.add(path);
                }
            });
            ProgressListener swap = atResponse(() -> {
                Files.move(folder, moved);
                Files.createSymbolicLink(folder, outside);
            });
            server.respond(object(content));
            ObjectRequest object = ObjectRequest.builder(Links.to(server))
                    .fileName(asOption ? "a.bin" : "sub/a.bin")
                    .listener(swap)
                    .build();
            DownloadRequest request = DownloadRequest.builder(object, watched)
                    .folder(asOption ? "sub" : null)
                    .build();
            assertThatThrownBy(() -> Links.download(Links.OPTIONS, request))
                    .hasMessageContaining("deleted or replaced during the download");
            assertThat(opened).isEmpty();
            assertThat(outside).isEmptyDirectory();
            assertThat(moved).isEmptyDirectory();
            Files.delete(folder);
            Files.delete(moved);
        }
    }

    @ParameterizedTest
    @EnumSource(FileExist.class)
    void folderThatBecomesALinkBeforeTheRenameIsNotFollowed(FileExist fileExist) throws Exception {
        Path outside = Files.createDirectory(parent.resolve("outside"));
        Path folder = Files.createDirectory(directory.resolve("sub"));
        Path moved = parent.resolve("moved");
        Path watched = WatchedFileSystem.watched(directory, (operation, path) -> {
            String name = path.getFileName().toString();
            if (operation == Operation.OPENED && name.startsWith(".~")) {
                Files.move(folder, moved);
                Files.createSymbolicLink(folder, outside);
                // What an attacker could have prepared.
                Files.writeString(outside.resolve(name), "theirs");
            }
        });
        server.respond(object(SMALL));
        assertThatThrownBy(() -> download(server, watched, "sub/a.bin", fileExist, ProgressListener.NONE))
                .hasMessageContaining("deleted or replaced during the download");
        assertThat(outside.resolve("a.bin")).doesNotExist();
        assertThat(moved.resolve("a.bin")).doesNotExist();
    }

    @Test
    void directoryThatIsReplacedAfterTheResponseIsNotWrittenTo() throws Exception {
        for (byte[] content : List.of(SMALL, LARGE)) {
            Path moved = parent.resolve("moved");
            ProgressListener swap = atResponse(() -> {
                Files.move(directory, moved);
                Files.createDirectory(directory);
            });
            server.respond(object(content));
            assertThatThrownBy(() -> download(server, directory, "a.bin", FileExist.Override, swap))
                    .hasMessageContaining("deleted or replaced during the download");
            assertThat(directory).isEmptyDirectory();
            assertThat(moved).isEmptyDirectory();
            Files.delete(moved);
        }
    }

    @Test
    void fileThatIsDeletedBeforeItsRenameIsWrittenAgain() throws Exception {
        boolean[] deleted = {false};
        Path watched = WatchedFileSystem.watched(directory, (operation, path) -> {
            if (operation == Operation.MOVE && !deleted[0]) {
                deleted[0] = true;
                try (Stream<Path> files = Files.list(directory)) {
                    Files.delete(files.findFirst().orElseThrow());
                }
            }
        });
        server.respond(object(SMALL), range(SMALL, SMALL.length - 1, "E"));
        Downloaded downloaded = (Downloaded)
                download(TWO_ATTEMPTS, server, watched, "a.bin", FileExist.Override, ProgressListener.NONE);
        assertThat(downloaded.attempts()).isEqualTo(2);
        assertThat(deleted[0]).isTrue();
        assertThat(directory.resolve("a.bin")).hasBinaryContent(SMALL);
        assertThat(names()).containsExactly("a.bin");
    }

    @Test
    void interruptLeavesNothing() throws Exception {
        Path watched = WatchedFileSystem.watched(directory, (operation, path) -> {
            if (operation == Operation.OPENED && path.getFileName().toString().startsWith(".~")) {
                Thread.currentThread().interrupt();
            }
        });
        server.respond(object(SMALL));
        assertThatThrownBy(() -> download(server, watched, "a.bin", FileExist.Override, ProgressListener.NONE))
                .hasMessageStartingWith("transfer was interrupted (");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void fullDiskLeavesNothing() throws Exception {
        try (SmallDisk small = SmallDisk.mount(parent.resolve("disk"), "size=1m")) {
            Path old = Files.writeString(small.path().resolve("a.bin"), "old");
            small.fill(3);
            server.respond(object(SMALL));
            assertThatThrownBy(() -> download(server, small.path(), "a.bin", FileExist.Override, ProgressListener.NONE))
                    .isInstanceOfSatisfying(
                            LocalFileException.class,
                            e -> assertThat(e.isRetryable()).isTrue())
                    .hasMessageStartingWith("file cannot be written: ")
                    .hasMessageContaining("No space left on device");
            assertThat(old).hasContent("old");
            try (Stream<Path> files = Files.list(small.path())) {
                assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
            }
            small.makeRoom();
            assertThat(file(download(server, small.path(), "a.bin", FileExist.Override, ProgressListener.NONE)))
                    .hasBinaryContent(SMALL);
        }
    }

    // ---- abandoned files

    @Test
    void abandonedFileOfAKilledProcessIsDeletedWhenItIsOld() throws Exception {
        Path old = abandoned(".~0123456789abcdef-7.part", Duration.ofHours(2));
        Path fresh = abandoned(".~0123456789abcdef-8.part", Duration.ofMinutes(50));
        Path other = abandoned("0123456789abcdef-7.part", Duration.ofHours(2));
        Path folder = Files.createDirectory(directory.resolve(".~0123456789abcdef-9.part"));
        Files.setLastModifiedTime(folder, FileTime.from(Links.NOW.minus(Duration.ofHours(2))));
        try (ScriptedServer server = new ScriptedServer(object(SMALL));
                TransferClient client = TransferClient.builder()
                        .options(Links.OPTIONS)
                        .clock(InstantSource.fixed(Links.NOW))
                        .build()) {
            client.download(Links.request(Links.to(server), directory));
            Awaitility.await().untilAsserted(() -> assertThat(old).doesNotExist());
            assertThat(List.of(fresh, other, folder)).allMatch(Files::exists);

            // Not at every download.
            abandoned(".~0123456789abcdef-7.part", Duration.ofHours(2));
            client.download(Links.request(Links.to(server), directory));
            assertThat(old).exists();
        }
    }

    private Path abandoned(String name, Duration age) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "abandoned");
        return Files.setLastModifiedTime(file, FileTime.from(Links.NOW.minus(age)));
    }

    // ---- requests

    private static ScriptedResponse object(byte[] content) {
        return ScriptedResponse.ok(content).with("ETag", "\"E\"").with("Date", "Sun, 01 Mar 2026 12:00:00 GMT");
    }

    private static ScriptedResponse range(byte[] content, int first, String etag) {
        byte[] rest = Arrays.copyOfRange(content, first, content.length);
        return ScriptedResponse.status("206 Partial Content", rest)
                .with("ETag", "\"" + etag + "\"")
                .with("Content-Range", "bytes " + first + "-" + (content.length - 1) + "/" + content.length);
    }

    private static DownloadResult download(
            ScriptedServer server, Path directory, String fileName, FileExist fileExist, ProgressListener listener)
            throws Exception {
        return download(Links.OPTIONS, server, directory, fileName, fileExist, listener);
    }

    private static DownloadResult download(
            TransferOptions options,
            ScriptedServer server,
            Path directory,
            String fileName,
            FileExist fileExist,
            ProgressListener listener)
            throws Exception {
        PresignedLink link = Links.to(server);
        ObjectRequest object = ObjectRequest.builder(link)
                .fileName(fileName)
                .listener(listener)
                .build();
        return Links.download(
                options,
                DownloadRequest.builder(object, directory).fileExist(fileExist).build());
    }

    private static Path file(DownloadResult result) {
        return ((Downloaded) result).file();
    }

    private List<String> names() throws IOException {
        return List.of(directory.toFile().list());
    }

    /** Something that happens between response and file. */
    private interface Event {
        void happen() throws IOException;
    }

    private static ProgressListener atResponse(Event event) {
        return new ProgressListener() {
            @Override
            public void progress(TransferProgress progress) {}

            @Override
            public void responseReceived(Instant serviceTime) {
                unchecked(event);
            }
        };
    }

    private static void unchecked(Event event) {
        try {
            event.happen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Part file that somebody else has created and locked. A lock of this process counts like that of another one. */
    private static final class PartFileOfAnother implements AutoCloseable {

        private final Path path;
        private @Nullable FileChannel channel;

        PartFileOfAnother(Path path) {
            this.path = path;
        }

        void make() throws IOException {
            if (channel == null) {
                FileChannel made = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                made.write(ByteBuffer.wrap("theirs".getBytes(StandardCharsets.US_ASCII)));
                assumeTrue(made.tryLock() != null);
                channel = made;
            }
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
