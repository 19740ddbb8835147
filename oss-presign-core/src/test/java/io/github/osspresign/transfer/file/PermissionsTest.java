// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.upload.SpoolFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a download are at most readable for the group, even if the umask of the process allows more. */
class PermissionsTest {

    private static final int LARGE = 9_000_000;

    @TempDir
    Path parent;

    @Test
    void filesAndFoldersAreNotForTheWorld() throws Exception {
        assertThat(permissions("000"))
                .contains(
                        "rwxr-x--- new",
                        "rwxr-x--- new/deep",
                        "rwxr-x--- new/deep/sub",
                        "rw-r----- new/deep/sub/a.txt.part",
                        "rw-r----- new/deep/sub/a.txt.part.json",
                        "rw-r----- new/deep/sub/a.txt",
                        "[] of the copy of 9 bytes")
                .allMatch(line -> line.startsWith("---", 6) || line.startsWith("[]"));
    }

    @Test
    void aProcessMayBeStricter() throws Exception {
        assertThat(permissions("077"))
                .contains("rwx------ new/deep/sub", "rw------- new/deep/sub/a.txt.part", "rw------- new/deep/sub/a.txt")
                .allMatch(line -> line.startsWith("------", 3) || line.startsWith("[]"));
    }

    /** Returns the permissions of all files that a process with that umask makes during a download and after it. */
    private List<String> permissions(String umask) throws Exception {
        assumeTrue(Permissions.arePosix(parent), "a file system without permissions");
        ScriptedResponse reply = ScriptedResponse.ok(new byte[LARGE]).with("ETag", "\"E\"");
        try (ScriptedServer server = new ScriptedServer(reply)) {
            Path temporary = Files.createDirectory(parent.resolve("tmp"));
            ProcessBuilder builder = JavaCommand.of(
                    Main.class,
                    List.of("-Djava.io.tmpdir=" + temporary),
                    Links.to(server).url(),
                    parent.toString());
            builder.command().addAll(0, List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return output.lines().distinct().toList();
        }
    }

    /** Downloads, and says what it has made. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) throws IOException {
            Path parent = Path.of(args[1]);
            DownloadRequest request = DownloadRequest.of(
                    ObjectRequest.builder(PresignedLink.of(args[0]))
                            .fileName("sub/a.txt")
                            .listener(progress -> print(parent))
                            .build(),
                    parent.resolve("new/deep"));
            Links.download(Links.OPTIONS, request);
            print(parent);
            DiskReserve reserve = DiskReserve.ofTemporaryFiles(0, FreeSpace.OF_THE_SYSTEM);
            try (SpoolFile spool = SpoolFile.of(new ByteArrayInputStream(new byte[9]), 9, reserve);
                    Stream<Path> visible = Files.list(reserve.directory())) {
                System.out.println(visible.toList() + " of the copy of " + spool.length() + " bytes");
            }
        }

        private static void print(Path parent) {
            try (Stream<Path> made = Files.walk(parent.resolve("new"))) {
                made.forEach(path -> System.out.println(permissions(path) + " " + parent.relativize(path)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String permissions(Path path) {
            try {
                return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
