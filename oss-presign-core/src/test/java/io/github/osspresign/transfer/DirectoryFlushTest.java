// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.NOW;
import static io.github.osspresign.transfer.Links.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.file.WatchedFileSystem;
import io.github.osspresign.transfer.file.WatchedFileSystem.Operation;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The name of a finished file is flushed to the disk, if the file system can do that. */
class DirectoryFlushTest {

    private static final byte[] SMALL = TestBytes.random(100);
    /** Written to a part file. */
    private static final byte[] LARGE = TestBytes.random(300_000);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(FileExist.class)
    void failedFlushSaysThatTheFileIsThere(FileExist fileExist) throws Exception {
        for (byte[] content : List.of(SMALL, LARGE)) {
            Path file = directory.resolve("a.bin");
            try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok(content))) {
                DownloadRequest request = request(server, flushFails("Input/output error"), "a.bin", fileExist);
                assertThat(catchThrowableOfType(DownloadFailedException.class, () -> Links.download(OPTIONS, request)))
                        .hasMessageStartingWith("complete file '" + file + "' is in its directory, but a crash of the"
                                + " machine may remove it, because the directory cannot be flushed to the disk:"
                                + " IOException: Input/output error (HTTP 200, ")
                        .returns(false, OssPresignException::isRetryable)
                        .hasRootCauseMessage("Input/output error");
            }
            assertThat(file).hasBinaryContent(content);
            assertThat(directory.toFile().list()).containsExactly("a.bin");
            Files.delete(file);
        }
    }

    @Test
    void failedFlushOfNewFolderNamesTheFolder() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok(SMALL))) {
            DownloadRequest request =
                    request(server, flushFails("Input/output error"), "sub/a.bin", FileExist.Override);
            assertThat(catchThrowableOfType(DownloadFailedException.class, () -> Links.download(OPTIONS, request)))
                    .hasMessageStartingWith(
                            "folder '" + directory.resolve("sub") + "' is in its directory, but a crash");
        }
        assertThat(directory.resolve("sub")).isEmptyDirectory();
    }

    /** Downloads that share a flush share its failure, and each has its own file. */
    @Test
    void failedFlushNamesTheFileOfEachDownload() throws Exception {
        int downloads = 8;
        ExecutorService threads = Executors.newFixedThreadPool(downloads);
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok(SMALL));
                TransferClient client = TransferClient.builder()
                        .options(OPTIONS)
                        .clock(InstantSource.fixed(NOW))
                        .build()) {
            Path failing = flushFails("Input/output error");
            List<Future<DownloadFailedException>> failures = new ArrayList<>();
            for (int i = 0; i < downloads; i++) {
                DownloadRequest request = request(server, failing, "file-" + i, FileExist.Override);
                failures.add(threads.submit(
                        () -> catchThrowableOfType(DownloadFailedException.class, () -> client.download(request))));
            }
            for (int i = 0; i < downloads; i++) {
                Path file = directory.resolve("file-" + i);
                assertThat(failures.get(i).get())
                        .hasMessageStartingWith("complete file '" + file + "' is in its directory")
                        .hasMessageContaining(": IOException: Input/output error (");
                assertThat(file).hasBinaryContent(SMALL);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Directories are opened only to flush them. */
    private Path flushFails(String text) {
        return WatchedFileSystem.watched(directory, (operation, path) -> {
            if (operation == Operation.OPEN && Files.isDirectory(path)) {
                throw new IOException(text);
            }
        });
    }

    private static DownloadRequest request(
            ScriptedServer server, Path directory, String fileName, FileExist fileExist) {
        ObjectRequest object =
                ObjectRequest.builder(Links.to(server)).fileName(fileName).build();
        return DownloadRequest.builder(object, directory).fileExist(fileExist).build();
    }
}
