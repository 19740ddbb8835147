// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.SignedLinks;
import io.github.osspresign.test.SmallDisk;
import io.github.osspresign.transfer.file.FreeSpace;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.Uploaded;
import io.github.osspresign.transfer.time.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Temporary copies of streams that are uploaded: they leave the reserved disk space free, and nothing stays of them. */
class TemporaryCopyTest extends MultipartTestSupport {

    enum Kind {
        OBJECT,
        PARTS
    }

    private static final int SIZE = 4 * 1024 * 1024;

    private final String before = System.getProperty("java.io.tmpdir");
    private final byte[] content = TestBytes.random(SIZE);

    @AfterEach
    void restoreDirectory() {
        System.setProperty("java.io.tmpdir", before);
    }

    private static void use(Path temporary) {
        System.setProperty("java.io.tmpdir", temporary.toString());
    }

    private Uploaded upload(Kind kind, TransferOptions options, FreeSpace space, ProgressListener listener)
            throws Exception {
        TransferClient.Environment environment =
                new TransferClient.Environment(Sleeper.IN_REAL_TIME, System::nanoTime, new Random(1), space);
        try (TransferClient client =
                new TransferClient(options, clock, SSLContext.getDefault(), HostResolver.SYSTEM, environment)) {
            UploadContent stream = UploadContent.of(new ByteArrayInputStream(content), null);
            if (kind == Kind.PARTS) {
                plans.partSize(SIZE);
                return client.upload(
                        MultipartRequest.builder(plans.open(KEY, 2), stream)
                                .listener(listener)
                                .build(),
                        new Cancellation());
            }
            String url = new SignedLinks(server, BUCKET, clock).url("PUT", KEY, Map.of(), Duration.ofHours(1));
            return client.upload(UploadRequest.builder(PresignedLink.of(url, "PUT"), stream)
                    .listener(listener)
                    .build());
        }
    }

    @ParameterizedTest
    @EnumSource
    void fullTemporaryDirectoryIsNamed(Kind kind) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "size=3m")) {
            use(disk.path());
            assertThatThrownBy(() -> upload(kind, patient(), FreeSpace.OF_THE_SYSTEM, ProgressListener.NONE))
                    .isInstanceOfSatisfying(
                            UploadFailedException.class,
                            e -> assertThat(e.isRetryable()).isFalse())
                    .hasMessageStartingWith("body of the upload cannot be copied to the temporary directory '"
                            + disk.path() + "': No space left on device (");
            assertThat(disk.path()).isEmptyDirectory();
        }
        assertThat(requests("PUT")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void missingTemporaryDirectoryIsNamed(Kind kind) {
        Path missing = directory.resolve("missing");
        use(missing);
        assertThatThrownBy(() -> upload(kind, patient(), FreeSpace.OF_THE_SYSTEM, ProgressListener.NONE))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith(
                        "body of the upload cannot be copied to the temporary directory '" + missing + "': ");
    }

    @ParameterizedTest
    @EnumSource
    void copyLeavesTheReserveOfOthers(Kind kind) throws Exception {
        use(directory);
        TransferOptions reserving = patient(with -> with.minFreeDisk(1_000_000));
        for (long free : List.of(999_999L, SIZE + 999_999L - 1024 * 1024)) {
            // Each look shows another MiB less of free space.
            AtomicLong room = new AtomicLong(free + 1024 * 1024);
            FreeSpace shrinking = where -> room.addAndGet(-1024 * 1024);
            assertThatThrownBy(() -> upload(kind, reserving, shrinking, ProgressListener.NONE))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("free disk space of the temporary directory '" + directory
                            + "': must be at least 1000000 bytes (minFreeDisk), would be 999999 bytes (");
        }
        assertThat(requests("PUT")).isZero();
        upload(kind, reserving, where -> 1_000_000, ProgressListener.NONE);
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    /** A kill leaves the files that exist during an upload. */
    @ParameterizedTest
    @EnumSource
    void copyHasNoNameThatAKillCouldLeave(Kind kind) throws Exception {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"), "deletes open files");
        use(directory);
        List<String> seen = new CopyOnWriteArrayList<>();
        upload(kind, patient(), FreeSpace.OF_THE_SYSTEM, progress -> seen.addAll(names()));
        assertThat(seen).isEmpty();
        assertThat(names()).isEmpty();
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
