// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStatus;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.error.LocalFileException;
import io.github.osspresign.test.SmallDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * If the disk is full, the failure is clear, the source keeps its message, no file is corrupt, and processing
 * continues when there is space.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DiskFullTest extends OssPresignedTestSupport {

    private static final int MIB = 1024 * 1024;
    private static final int SIZE = 6 * MIB;
    private static final String NO_SPACE = "No space left on device";

    private final List<byte[]> routed = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final byte[] content = new byte[SIZE];

    /** Action after the first 4 MiB. */
    private Runnable at4Mib = () -> {};

    DiskFullTest() {
        withoutRouteBuilder();
        new Random(1).nextBytes(content);
        server.putObject(BUCKET, "a.bin", content);
    }

    private final class Listener implements TransferListener {

        @Override
        public void progress(TransferStatus progress) {
            if (progress.bytes() >= 4 * MIB) {
                at4Mib.run();
            }
        }

        @Override
        public void finished(TransferEnd end) {
            if (end.failure() != null) {
                failures.add(end.failure());
            }
        }
    }

    private void start(String endpoint) throws Exception {
        context.getRegistry().bind("listener", new Listener());
        addRoutes(routes -> routes.from(endpoint + "&idempotent=true&parallelism=1&transferListener=#listener")
                .process(this::take));
        context.start();
    }

    private void take(Exchange exchange) throws IOException {
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            routed.add(body.readAllBytes());
        }
    }

    private String fileSource(Path links) throws IOException {
        Files.createDirectories(links);
        Files.writeString(links.resolve("message"), link("a.bin"));
        return LOCAL + "&linkSource=RAW(file:" + links + "?delay=20&initialDelay=0)";
    }

    /** Checks that the message was processed more than once, each time with one attempt and this failure. */
    private void awaitClearFailure() {
        await().until(() -> failures.size() >= 3);
        assertThat(failures)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                LocalFileException.class,
                                failed -> assertThat(failed.isRetryable()).isTrue())
                        .hasMessageMatching("(?s)(file cannot be written|temporary folder cannot be created): .*")
                        .hasMessageContaining(NO_SPACE)
                        .hasMessageNotContaining("x-oss-signature=0"));
        assertThat(routed).isEmpty();
    }

    private void awaitDelivery() {
        await().untilAsserted(() -> assertThat(routed).hasSize(1));
        assertThat(Arrays.equals(routed.get(0), content)).isTrue();
    }

    /** The file of links is on the same disk. */
    @Test
    void fileOfLinksStaysUntilThereIsSpace() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "size=8m")) {
            Path inbox = Files.createDirectory(disk.path().resolve("inbox"));
            Path links = disk.path().resolve("links");
            Files.writeString(inbox.resolve("a.bin"), "the one before");
            String source = fileSource(links);
            disk.fill(500);
            start("osspresigned:" + inbox + "?" + source);

            awaitClearFailure();
            assertThat(filesIn(links)).contains("message").doesNotContain(".camel/message");
            assertThat(inbox.resolve("a.bin")).hasContent("the one before");

            disk.makeRoom();
            awaitDelivery();
            await().untilAsserted(() -> assertThat(filesIn(links)).containsExactly(".camel/message"));
            assertThat(filesIn(inbox)).containsExactly("a.bin");
            assertThat(inbox.resolve("a.bin")).hasBinaryContent(content);
            context.stop();
        }
    }

    @Test
    void temporaryFileThatDoesNotFitFailsTheExchange() throws Exception {
        Path links = directory.resolve("links");
        String before = System.getProperty("java.io.tmpdir");
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "size=8m")) {
            System.setProperty("java.io.tmpdir", disk.path().toString());
            disk.fill(500);
            start("osspresigned:?" + fileSource(links));

            awaitClearFailure();
            assertThat(filesIn(links)).contains("message");

            disk.makeRoom();
            awaitDelivery();
            await().untilAsserted(() -> assertThat(filesIn(links)).containsExactly(".camel/message"));
            context.stop();
            assertThat(filesIn(disk.path())).isEmpty();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    /** The disk has space for bytes, but not for another file. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void missingSpaceForFileEntryIsReported(boolean temporary) throws Exception {
        Path links = directory.resolve("links");
        String before = System.getProperty("java.io.tmpdir");
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "size=16m,nr_inodes=20")) {
            System.setProperty("java.io.tmpdir", disk.path().toString());
            disk.fillWithFiles();
            start("osspresigned:" + (temporary ? "" : disk.path()) + "?" + fileSource(links));

            awaitClearFailure();
            assertThat(filesIn(links)).contains("message");

            disk.makeRoom();
            awaitDelivery();
            await().untilAsserted(() -> assertThat(filesIn(links)).containsExactly(".camel/message"));
            context.stop();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    /** A delivered object is not delivered again; the key is remembered until the process ends. */
    @Test
    void missingSpaceForIdempotentKeyCausesNoSecondDelivery() throws Exception {
        Path links = directory.resolve("links");
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "size=1m")) {
            Path keys = disk.path().resolve("keys");
            disk.fill(0);
            context.getRegistry().bind("seen", FileIdempotentRepository.fileIdempotentRepository(keys.toFile()));
            start("osspresigned:" + inbox() + "?" + fileSource(links) + "&idempotentRepository=#seen");

            awaitDelivery();
            await().untilAsserted(() -> assertThat(filesIn(links)).containsExactly(".camel/message"));
            assertThat(keys).isEmptyFile();

            disk.makeRoom();
            server.putObject(BUCKET, "b.bin", new byte[] {1});
            Files.writeString(directory.resolve("next"), link("a.bin") + "\n" + link("b.bin"));
            Files.move(directory.resolve("next"), links.resolve("next"));
            await().untilAsserted(() -> assertThat(filesIn(links)).containsExactly(".camel/message", ".camel/next"));
            assertThat(routed).hasSize(2);
            assertThat(keys).content().contains("b.bin");
            context.stop();
        }
    }
}
