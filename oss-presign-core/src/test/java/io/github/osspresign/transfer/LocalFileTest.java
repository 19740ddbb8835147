// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.test.OwnThread;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.file.WatchedFileSystem;
import io.github.osspresign.transfer.file.WatchedFileSystem.Operation;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerificationMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A download and the other programs that use its directory, its disk or its part file. */
class LocalFileTest extends DevServerTestSupport {

    private static final int SIZE = 5_000_000;

    /** As a clean-up job does it, or the rotation of logs. */
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1000000", "4, 0", "4, 1000000"})
    void partFileThatAnotherProgramTruncatesIsNotPublished(int parallelism, long length) {
        store(SIZE);
        AtomicBoolean truncated = new AtomicBoolean();
        ProgressListener neighbour = progress -> {
            if (progress.bytes() > 2_000_000 && !truncated.getAndSet(true)) {
                truncate(directory.resolve("object.bin.part"), length);
            }
        };
        TransferOptions options =
                Links.options(with -> with.parallelism(parallelism).partSize(500_000));
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(link()).listener(neighbour).build(), directory);

        assertThatThrownBy(() -> download(options, request))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("truncated by another program during the download");

        assertThat(truncated).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void byteThatAnotherProgramOverwritesIsFoundIfAChecksumIsRequired() throws Exception {
        byte[] content = store(SIZE);
        AtomicBoolean overwritten = new AtomicBoolean();
        ProgressListener neighbour = progress -> {
            if (progress.bytes() > 2_000_000 && !overwritten.getAndSet(true)) {
                overwrite(directory.resolve("object.bin.part"), (byte) (content[7] ^ 1), 7);
            }
        };
        TransferOptions options = patient(with -> with.verify(VerificationMode.required));
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(link()).listener(neighbour).build(), directory);

        Downloaded downloaded = download(options, request);

        assertThat(overwritten).isTrue();
        assertThat(downloaded.file()).hasBinaryContent(content);
        assertThat(downloaded.attempts()).isEqualTo(2);
    }

    private static void overwrite(Path file, byte value, long position) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {value}), position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void directoryThatHangsDoesNotBlockDownloadsToOthers() throws Exception {
        byte[] content = store(SIZE);
        Path other = Files.createDirectory(directory.resolve("other"));
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        Path hung = WatchedFileSystem.watched(Files.createDirectory(directory.resolve("hung")), (operation, path) -> {
            if (operation == Operation.OPEN && path.toString().endsWith(".part")) {
                opening.countDown();
                await(hanging);
            }
        });
        try (TransferClient client = client(Links.OPTIONS)) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> run(client, hung), OwnThread::start);
            assertThat(opening.await(60, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> run(client, other), OwnThread::start);
            try {
                second.get(30, TimeUnit.SECONDS);
                assertThat(other.resolve("object.bin")).hasBinaryContent(content);
            } finally {
                hanging.countDown();
                first.join();
            }
        }
    }

    @Test
    void bytesOfAnEarlierDownloadAreNotReadForALinkThatIsRefused() throws Exception {
        byte[] content = store(SIZE);
        cutDownload();
        Path part = directory.resolve("object.bin.part");
        byte[] spoilt = Files.readAllBytes(part);
        spoilt[12345] ^= 1;
        Files.write(part, spoilt);
        server.inject(new Fault.StatusError(403, "AccessDenied", "no"));

        assertThatThrownBy(() -> download(Links.OPTIONS, named())).isInstanceOf(LinkRejectedException.class);

        // The next download reads these bytes, finds that they are wrong, and deletes the file.
        assertThat(part).hasBinaryContent(spoilt);
        assertThat(download(Links.OPTIONS, named()).file()).hasBinaryContent(content);
    }

    /** A file without bytes on the disk, so that only the reading takes time. */
    @Test
    void deadlineEndsTheReadingOfBytesOfAnEarlierDownload() throws Exception {
        long size = 2L * 1024 * 1024 * 1024;
        Path part = directory.resolve("a.part");
        try (RandomAccessFile file = new RandomAccessFile(part.toFile(), "rw")) {
            file.setLength(size);
        }
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r-----"));
        // The first reading fills the cache and lets the compiler work. All sixteenths of the file are equal.
        long sixteenth = size / 16;
        long crc64 = crc64(part, sixteenth);
        long begun = System.nanoTime();
        assertThat(crc64(part, sixteenth)).isEqualTo(crc64);
        Duration reading = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(16);
        for (long length = sixteenth; length < size; length *= 2) {
            crc64 = Crc64.combine(crc64, crc64, length);
        }
        ScriptedResponse rest = ScriptedResponse.status("206 Partial Content", new byte[1000])
                .with("ETag", "\"E\"")
                .with("Content-Range", "bytes " + size + "-" + (size + 999) + "/" + (size + 1000));
        TransferOptions brief = Links.options(with -> with.transferTimeout(reading.dividedBy(10)));
        try (ScriptedServer scripted = new ScriptedServer(rest);
                TransferClient client = TransferClient.builder()
                        .options(brief)
                        .clock(Clock.systemUTC())
                        .build()) {
            PresignedLink link = PresignedLink.of("http://127.0.0.1:" + scripted.port() + "/a");
            Files.writeString(
                    directory.resolve("a.part.json"),
                    "{\"version\":1,\"object\":\""
                            + LinkAddress.parse(link.url()).objectHash() + "\",\"size\":"
                            + (size + 1000) + ",\"etag\":\"E\",\"parts\":[{\"from\":0,\"bytes\":" + size
                            + ",\"crc64\":\"" + Long.toUnsignedString(crc64) + "\"}]}");
            DownloadRequest request =
                    DownloadRequest.of(ObjectRequest.builder(link).fileName("a").build(), directory);

            begun = System.nanoTime();
            Throwable failure = catchThrowable(() -> client.download(request));

            assertThat(failure).hasMessageContaining("(transferTimeout)");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(reading.dividedBy(2));
        }
    }

    /** Returns the checksum of the first bytes of a file. */
    private static long crc64(Path file, long length) throws IOException {
        Crc64 crc64 = new Crc64();
        byte[] buffer = new byte[128 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (long left = length; left > 0; left -= buffer.length) {
                in.readNBytes(buffer, 0, buffer.length);
                crc64.update(buffer, 0, buffer.length);
            }
        }
        return crc64.value();
    }

    private static void truncate(Path file, long length) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void run(TransferClient client, Path folder) {
        try {
            Downloaded ignored = (Downloaded) client.download(DownloadRequest.of(
                    ObjectRequest.builder(link()).fileName("object.bin").build(), folder));
        } catch (OssPresignException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cutDownload() {
        server.inject(new Fault.CutBodyAfter(2_000_000));
        assertThatThrownBy(() -> download(Links.OPTIONS)).isInstanceOf(TruncatedBodyException.class);
    }

    private DownloadRequest named() {
        return DownloadRequest.of(
                ObjectRequest.builder(link()).fileName("object.bin").build(), directory);
    }
}
