// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.error.LocalFileException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileProblemTest {

    @TempDir
    Path directory;

    private String described(IOException e) {
        PresignedLink link =
                PresignedLink.of("https://bucket.oss-cn-hangzhou.aliyuncs.com/k?Signature=c2VjcmV0c2VjcmV0");
        return new FileProblem(directory, new MessageSanitizer(link)).describe(e);
    }

    @Test
    void missingPermissionTellsWhoOwnsTheNearestFolderAndWhoWrites() throws Exception {
        Path denied = directory.resolve("missing/deep/name.pdf.part");

        assertThat(described(new AccessDeniedException(denied.toString())))
                .isEqualTo("file cannot be written: no permission for '" + denied + "'; folder '" + directory
                        + "' belongs to '" + Files.getOwner(directory).getName() + "', this process runs as '"
                        + System.getProperty("user.name") + "'");
    }

    @Test
    void missingPermissionWithoutUsablePathIsReportedWithoutOwner() {
        assertThat(described(new AccessDeniedException("\0")))
                .startsWith("file cannot be written: no permission for '");
        assertThat(described(new AccessDeniedException(null)))
                .startsWith("file cannot be written: no permission for '");
    }

    @Test
    void fileInPlaceOfADirectoryIsNamed() {
        assertThat(described(new FileAlreadyExistsException("/data/inbox")))
                .isEqualTo("directory cannot be created: '/data/inbox' is a file");
    }

    @Test
    void fullDiskIsNamedByTheDirectory() {
        String full = "file cannot be written: the disk of '" + directory + "' is full (No space left on device)";
        assertThat(described(new IOException("No space left on device"))).isEqualTo(full);
        assertThat(described(new FileSystemException("/data/a", null, "No space left on device")))
                .isEqualTo(full);
    }

    @Test
    void otherFailureHasThePathOrTheDirectory() {
        assertThat(described(new FileSystemException("/data/a", null, "Read-only file system")))
                .isEqualTo("file cannot be written: FileSystemException: /data/a: Read-only file system");
        assertThat(described(new IOException("Input/output error")))
                .isEqualTo("file cannot be written: IOException: Input/output error in '" + directory + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, true",
        "Read-only file system, true",
        "Disk quota exceeded, true",
        "File name too long, false"
    })
    void failureOfADiskThatCanBeRepairedIsRetryable(String message, boolean retryable) {
        PresignedLink link = PresignedLink.of("https://bucket.oss-cn-hangzhou.aliyuncs.com/k?Signature=x");
        ExceptionFactory factory = new ExceptionFactory(false, link, link, Progress.NONE);

        assertThat(factory.file(new IOException(message), directory))
                .isInstanceOf(LocalFileException.class)
                .returns(retryable, OssPresignException::isRetryable);
    }

    @Test
    void hidesSecretsOfTheLinkInPaths() {
        assertThat(described(new FileAlreadyExistsException("/data/c2VjcmV0c2VjcmV0")))
                .doesNotContain("c2VjcmV0c2VjcmV0");
    }
}
