// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.http.StrongValidator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One writer at a time, and a name only for a finished file. */
class PartFileTest {

    @TempDir
    Path directory;

    private Path target;
    private Path path;

    @BeforeEach
    void name() {
        target = directory.resolve("a.txt");
        path = directory.resolve("a.txt.part");
    }

    @Test
    void standsBesideTheTargetUntilItIsPublished() throws Exception {
        try (PartFile part = open()) {
            write(part, "abc");
            assertThat(path).hasContent("abc");
            assertThat(target).doesNotExist();
            part.replace(target);
        }
        assertThat(target).hasContent("abc");
        assertThat(path).doesNotExist();
    }

    @Test
    void partFileIsDeletedIfNotPublished() throws Exception {
        try (PartFile part = open()) {
            write(part, "abc");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void noPartFileStaysBesideAJournalThatCannotBeDeleted() throws Exception {
        Files.createDirectories(directory.resolve("a.txt.part.json/in-use"));

        assertThatThrownBy(this::open).isInstanceOf(IOException.class);

        assertThat(path).doesNotExist();
    }

    /** The moment differs in each round. Without a check of the written bytes, one round in 400 published zeroes. */
    @Test
    @Tag("slow")
    void partFileThatIsTruncatedBetweenTheFirstBytesOfItsThreadsIsNotPublished() throws Exception {
        int block = 8 * 1024;
        int threads = 4;
        byte[] ones = new byte[block];
        Arrays.fill(ones, (byte) 1);
        byte[] content = new byte[2 * threads * block];
        Arrays.fill(content, (byte) 1);
        ExecutorService executor = Executors.newCachedThreadPool();
        try {
            for (int round = 0; round < 3000; round++) {
                long truncatedAfter = TimeUnit.MICROSECONDS.toNanos(round % 100);
                CyclicBarrier begin = new CyclicBarrier(threads + 1);
                List<Future<?>> work = new ArrayList<>();
                try (PartFile part = open();
                        FileChannel neighbour = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    for (int thread = 0; thread < threads; thread++) {
                        long first = 2L * thread * block;
                        work.add(executor.submit(() -> {
                            begin.await();
                            part.write(ByteBuffer.wrap(ones, 0, block), first);
                            part.write(ByteBuffer.wrap(ones, 0, block), first + block);
                            return null;
                        }));
                    }
                    work.add(executor.submit(() -> {
                        begin.await();
                        long begun = System.nanoTime();
                        while (System.nanoTime() - begun < truncatedAfter) {
                            Thread.onSpinWait();
                        }
                        return neighbour.truncate(0);
                    }));
                    for (Future<?> done : work) {
                        done.get();
                    }
                    part.replace(target);
                    assertThat(target).as("round %d", round).hasBinaryContent(content);
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).hasMessageContaining("truncated by another program");
                } catch (FileSystemException e) {
                    assertThat(e).hasMessageContaining("during the download");
                }
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void partFileIsNotPublishedOverAnotherFile() throws Exception {
        Files.writeString(target, "other");
        try (PartFile part = open()) {
            write(part, "abc");
            assertThat(part.publishAs(target)).isFalse();
            assertThat(part.publishAs(directory.resolve("b.txt"))).isTrue();
        }
        assertThat(target).hasContent("other");
        assertThat(directory.resolve("b.txt")).hasContent("abc");
        assertThat(path).doesNotExist();
    }

    @Test
    void aLeftOverIsOverwritten() throws Exception {
        Files.writeString(path, "a longer left-over");
        try (PartFile part = open()) {
            write(part, "abc");
            part.replace(target);
        }
        assertThat(target).hasContent("abc");
    }

    @Test
    void aLeftOverThatIsTheFinishedFileDoesNotSpoilIt() throws Exception {
        Files.writeString(target, "finished");
        Files.createLink(path, target);
        try (PartFile part = open()) {
            write(part, "abc");
        }
        assertThat(target).hasContent("finished");
        assertThat(path).doesNotExist();
    }

    @Test
    void partFileHasOneWriter() throws Exception {
        try (PartFile part = open()) {
            assertThat(PartFiles.tryOpen(target)).isNull();
            assertThat(PartFiles.tryOpen(directory.resolve("sub/../a.txt").normalize()))
                    .isNull();
            write(part, "abc");
            assertThat(path).hasContent("abc");
        }
        open().close();
    }

    @Test
    void partFileHasOneWriterUnderAnyNameOfTheDirectory() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        try (PartFile part = open()) {
            write(part, "abc");
            assertThat(PartFiles.tryOpen(link.resolve("a.txt"))).isNull();
        }
    }

    @Test
    void partFileHasOneWriterAcrossProcesses() throws Exception {
        Files.writeString(path, "of another process");
        Process other = Locker.start(path);
        assertThat(PartFiles.tryOpen(target)).isNull();
        assertThat(path).hasContent("of another process");
        assertThat(Locker.end(other)).isTrue();
        open().close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileThatIsNotOursAnyMoreIsNeitherPublishedNorDeleted() throws Exception {
        try (PartFile part = open()) {
            write(part, "abc");
            Files.delete(path);
            Files.writeString(path, "xyz");
            assertThatThrownBy(() -> part.replace(target)).isInstanceOf(FileSystemException.class);
            assertThatThrownBy(() -> part.publishAs(target)).isInstanceOf(FileSystemException.class);
        }
        assertThat(target).doesNotExist();
        assertThat(path).hasContent("xyz");
    }

    @Test
    void aFileThatSomebodyElseWritesToIsNotPublished() throws Exception {
        try (PartFile part = open()) {
            write(part, "abc");
            Files.writeString(path, "abc and more");
            assertThatThrownBy(() -> part.replace(target)).isInstanceOf(FileSystemException.class);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileThatIsGoneIsAFailure() throws Exception {
        try (PartFile part = open()) {
            write(part, "abc");
            Files.delete(path);
            assertThatThrownBy(() -> part.replace(target)).isInstanceOf(FileSystemException.class);
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** Once the part file has another name, a journal beside it may be that of the next download. */
    @Test
    void theJournalIsGoneBeforeTheNameIsGivenUp() throws Exception {
        Files.createDirectories(target.resolve("not empty"));
        try (PartFile part = open()) {
            write(part, "abc");
            part.writeJournal(new Journal(new StrongValidator("O", 6, "E"), List.of(new CompletedRange(0, 3, 1))));
            assertThatThrownBy(() -> part.replace(target)).isInstanceOf(FileSystemException.class);
            assertThat(directory.resolve("a.txt.part.json")).doesNotExist();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aMissingFolderLeavesTheNameFree() throws Exception {
        Path missing = directory.resolve("missing/a.txt");
        assertThatThrownBy(() -> PartFiles.tryOpen(missing)).isInstanceOf(IOException.class);
        Files.createDirectory(missing.getParent());
        PartFile part = PartFiles.tryOpen(missing);
        assertThat(part).isNotNull();
        part.close();
        try (Stream<Path> files = Files.list(missing.getParent())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aNameMayBeAsLongAsTheFileSystemTakes() throws Exception {
        for (int length = 230; length <= 255; length++) {
            Path longest = directory.resolve("a".repeat(length));
            try (PartFile part = open(longest)) {
                write(part, "abc");
                part.writeJournal(new Journal(new StrongValidator("O", 6, "E"), List.of(new CompletedRange(0, 3, 1))));
                part.replace(longest);
            }
            assertThat(longest).hasContent("abc");
            Files.delete(longest);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void longNamesThatBeginAlikeHaveSeparatePartFiles() throws Exception {
        try (PartFile one = open(directory.resolve("报".repeat(84) + "1"));
                PartFile two = open(directory.resolve("报".repeat(84) + "2"))) {
            write(one, "abc");
            write(two, "xyz");
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .hasSize(2)
                        .allMatch(name -> name.matches("报+~[0-9a-f]{16}\\.part"));
            }
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLongNameFindsItsPartFileAgain() throws Exception {
        Path longest = directory.resolve("a".repeat(255));
        Crc64 crc64 = new Crc64();
        crc64.update("abc".getBytes(StandardCharsets.UTF_8), 0, 3);
        try (PartFile part = open(longest)) {
            write(part, "abc");
            part.keep(new Journal(new StrongValidator("O", 6, "E"), List.of(new CompletedRange(0, 3, crc64.value()))));
        }
        try (PartFile part = open(longest)) {
            assertThat(part.left()).isNotNull();
        }
    }

    /** Its bytes would be missing from a file that has no other checksum. */
    @Test
    void aPieceThatEndsBehindTheFileIsNotHeld() throws Exception {
        Crc64 crc64 = new Crc64();
        crc64.update("abc".getBytes(StandardCharsets.UTF_8), 0, 3);
        for (CompletedRange range : List.of(new CompletedRange(0, 6, crc64.value()), new CompletedRange(3, 3, 0))) {
            Files.writeString(path, "abc");
            new Journal(new StrongValidator("O", 6, "E"), List.of(range)).write(directory.resolve("a.txt.part.json"));
            try (PartFile part = open()) {
                assertThat(part.left()).isNull();
            }
        }
    }

    /** Other users could still write to it after it has been checked and published. */
    @Test
    void aPartFileThatOthersMayWriteToIsNotResumed() throws Exception {
        keepAPiece();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (PartFile part = open()) {
            assertThat(part.left()).isNull();
            write(part, "abc");
            part.replace(target);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .endsWith("---");
    }

    @Test
    void aPartFileOfAnotherUserIsNotResumed() throws Exception {
        keepAPiece();
        try (PartFile part = open()) {
            assertThat(part.left()).isNotNull();
            part.keep(Objects.requireNonNull(part.left()));
        }
        assumeTrue("root".equals(Files.getOwner(path).getName()), "only root gives files to others");
        Files.setAttribute(path, "unix:uid", 65534);
        try (PartFile part = open()) {
            assertThat(part.left()).isNull();
        }
        assertThat(directory).isEmptyDirectory();
    }

    private void keepAPiece() throws IOException {
        Crc64 crc64 = new Crc64();
        crc64.update("abc".getBytes(StandardCharsets.UTF_8), 0, 3);
        try (PartFile part = open()) {
            write(part, "abc");
            part.keep(new Journal(new StrongValidator("O", 6, "E"), List.of(new CompletedRange(0, 3, crc64.value()))));
        }
    }

    @ParameterizedTest
    @CsvSource({"-9223372036854775808,1,5", "0,0,1", "-1,0,1", "9,9223372036854775807,1", "9,8,2", "9,0,1e3"})
    void aPieceOutsideOfTheObjectMakesNoJournal(String size, String from, String bytes) throws Exception {
        Path journal = directory.resolve("a.txt.part.json");
        Files.writeString(
                journal,
                "{\"version\":1,\"object\":\"O\",\"size\":" + size + ",\"etag\":\"E\",\"parts\":[{\"from\":" + from
                        + ",\"bytes\":" + bytes + ",\"crc64\":\"0\"}]}");
        assertThat(Journal.read(journal)).isNull();
    }

    private PartFile open() throws IOException {
        return open(target);
    }

    private static PartFile open(Path target) throws IOException {
        PartFile part = PartFiles.tryOpen(target);
        if (part == null) {
            throw new AssertionError("in use: " + target);
        }
        return part;
    }

    private static void write(PartFile part, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        part.write(ByteBuffer.wrap(bytes), 0);
    }
}
