// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static io.github.osspresign.transfer.Links.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file lands inside the directory, wherever its name comes from. */
class SafeDirectoryTest {

    @AutoClose
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    Path parent;

    private Path directory;
    private Path outside;

    @BeforeEach
    void makeDirectories() throws Exception {
        directory = Files.createDirectory(parent.resolve("inside"));
        outside = Files.createDirectory(parent.resolve("outside"));
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, a.txt",
        "sub/deep/a.txt, sub/deep/a.txt",
        "./a.txt, a.txt",
        "sub/../a.txt, a.txt",
        "sub//a.txt, sub/a.txt",
        "sub\\deep\\a.txt, sub/deep/a.txt",
        "..a.txt, ..a.txt",
        "报告 Q1+2 (final) 100%.pdf, 报告 Q1+2 (final) 100%.pdf"
    })
    void aNameOfTheRoute(String fileName, String expected) throws Exception {
        assertThat(download(fileName)).isEqualTo(directory.resolve(expected)).hasContent("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "",
                "../a.txt",
                "..\\a.txt",
                "sub\\..\\..\\a.txt",
                "\\etc\\a.txt",
                "sub/../../a.txt",
                "../inside2/a.txt",
                "../inside/a.txt",
                "sub/..",
                "/etc/a.txt",
                "a\0b",
                "a\nb",
                "a\u001B[2Jb",
                "a.part",
                "sub/a.PART",
                "a.part.json"
            })
    void aNameThatLeadsElsewhereIsRefused(String fileName) throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        assertThatThrownBy(() -> download(server, fileName))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("file name: must be a path inside the directory, without control"
                        + " characters, that does not end in .part or .part.json, was '"
                        + fileName.replace("\0", "\\u0000").replace("\n", "\\n").replace("\u001B", "\\u001B") + "' (");
        assertThat(server.requests()).isEmpty();
        assertThat(directory).isEmptyDirectory();
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsALinkOutwardsIsRefused() throws Exception {
        Files.createSymbolicLink(directory.resolve("link"), outside);
        for (String fileName : new String[] {"link/a.txt", "link/sub/a.txt", "link/../link/a.txt"}) {
            assertThatThrownBy(() -> download(fileName))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageStartingWith("file name: ");
        }
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aLinkThatLeadsNowhereIsRefused() throws Exception {
        Files.createSymbolicLink(directory.resolve("link"), outside.resolve("missing"));
        assertThatThrownBy(() -> download("link/a.txt")).isInstanceOf(DownloadFailedException.class);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsALinkInsideWillDo() throws Exception {
        Files.createDirectory(directory.resolve("real"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));
        download("link/a.txt");
        assertThat(directory.resolve("real/a.txt")).hasContent("abc");
    }

    @Test
    void theDirectoryItselfMayBeALink() throws Exception {
        Path link = Files.createSymbolicLink(parent.resolve("link"), directory);
        server.respond(ScriptedResponse.ok("abc"));
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(Links.to(server)).fileName("sub/a.txt").build(), link);
        assertThat(((Downloaded) Links.download(OPTIONS, request)).file()).isEqualTo(link.resolve("sub/a.txt"));
        assertThat(directory.resolve("sub/a.txt")).hasContent("abc");
    }

    @Test
    void theDirectoryIsMadeIfMissing() throws Exception {
        directory = parent.resolve("new/deep");
        assertThat(download(null)).isEqualTo(directory.resolve("report.pdf")).hasContent("abc");
    }

    @Test
    void aDirectoryThatIsAFileIsAClearFailure() throws Exception {
        directory = Files.writeString(parent.resolve("file"), "x");
        assertThatThrownBy(() -> download("a.txt"))
                .isInstanceOfSatisfying(
                        DownloadFailedException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageStartingWith("directory cannot be created: '");
    }

    @Test
    void aNameTooLongForTheFileSystemIsAClearFailure() {
        assertThatThrownBy(() -> download("a".repeat(300)))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("file cannot be written: FileSystemException: ");
    }

    @ParameterizedTest
    @CsvSource({
        "attachment; filename=\"../../outside/a.txt\", a.txt",
        "attachment; filename=\"/etc/passwd\", passwd",
        "attachment; filename*=UTF-8''..%2F..%2Foutside%2Fa.txt, a.txt",
        "attachment; filename=\"..\", download",
        "attachment; filename*=UTF-8''%00..%00, download",
        "attachment; filename=\"x.part\", x.part_",
        "attachment; filename=x.txt, x.txt",
        "attachment, report.pdf"
    })
    void aNameOfTheService(String disposition, String expected) throws Exception {
        ScriptedResponse reply = ScriptedResponse.ok("abc").with("Content-Disposition", disposition);
        server.respond(reply);
        assertThat(download(server, null)).isEqualTo(directory.resolve(expected));
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "/dir/a.txt, a.txt",
        "/a%20b%2Bc.txt, a b+c.txt",
        "/%E6%8A%A5%E5%91%8A.pdf, 报告.pdf",
        "/..%2F..%2Foutside%2Fa.txt, a.txt",
        "/a/.., download",
        "/%2e%2e, download",
        "/a%252Fb, a%2Fb",
        "/a%FF, a%FF",
        "/dir/, dir",
        "/, download"
    })
    void aNameOfTheUrl(String path, String expected) throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        assertThat(Links.download(Links.to(server, path), directory).file()).isEqualTo(directory.resolve(expected));
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"a/b/报告 100%.pdf, 报告 100%.pdf", "../../x, x", "a%2Fb, a%2Fb", "dir/, dir", "' ', report.pdf"})
    void aNameOfTheKey(String key, String expected) throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        PresignedLink link = Links.withKey(Links.to(server), key);
        assertThat(Links.download(link, directory).file()).isEqualTo(directory.resolve(expected));
    }

    private Path download(@Nullable String fileName) throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        return download(server, fileName);
    }

    /** A crash of the machine could otherwise lose a folder with the published file. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void everyNewFolderIsFlushedInTheFolderAboveIt() throws Exception {
        directory = parent.resolve("new/inbox");

        Set<Path> flushed =
                flushedDuring(() -> assertThat(download("a/b/report.txt")).exists());

        assertThat(flushed)
                .contains(parent, parent.resolve("new"), directory, directory.resolve("a"), directory.resolve("a/b"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void existingFolderIsNotFlushedAgain() throws Exception {
        Files.createDirectories(directory.resolve("a/b"));

        Set<Path> flushed = flushedDuring(() -> download("a/b/report.txt"));

        assertThat(flushed)
                .contains(directory.resolve("a/b"))
                .doesNotContain(parent, directory, directory.resolve("a"));
    }

    /** Returns the files and folders that the JVM has flushed to the disk. */
    private Set<Path> flushedDuring(ThrowingCallable work) throws Exception {
        Path events = parent.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold();
            recording.start();
            try {
                work.call();
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            recording.stop();
            recording.dump(events);
        }
        return RecordingFile.readAllEvents(events).stream()
                .map(event -> Path.of(event.getString("path")))
                .collect(Collectors.toSet());
    }

    private Path download(ScriptedServer server, @Nullable String fileName) throws Exception {
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(Links.to(server)).fileName(fileName).build(), directory);
        return ((Downloaded) Links.download(OPTIONS, request)).file();
    }
}
