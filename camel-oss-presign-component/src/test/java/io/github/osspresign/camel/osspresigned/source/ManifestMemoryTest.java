// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.test.ChildJvm;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A manifest of any length needs little memory, because no link is kept. */
@Tag("slow")
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManifestMemoryTest extends OssPresignedTestSupport {

    private static final int LINKS = Integer.getInteger("manifest.links", 1000);

    ManifestMemoryTest() {
        withoutRouteBuilder();
    }

    @Test
    void aLongManifestPassesAHeapOf64Mebibytes() throws Exception {
        // The child process uses the system clock.
        clock.advance(Duration.between(clock.instant(), Instant.now()));
        Path links = Files.createDirectories(directory.resolve("links"));
        stored("object", "content");
        try (BufferedWriter manifest = Files.newBufferedWriter(links.resolve("manifest"))) {
            for (int i = 0; i < LINKS; i++) {
                // One object in a hundred is missing.
                manifest.write(link(i % 100 == 7 ? "missing" : "object"));
                manifest.newLine();
            }
        }
        int missing = (LINKS + 92) / 100;

        long start = System.nanoTime();
        List<String> output = ChildJvm.with("-Xmx64m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
                .run(
                        ManifestProcess.class,
                        osspresigned("&fileName=RAW(f-${exchangeProperty.CamelBatchIndex})&linkSource=RAW(file:" + links
                                + "?initialDelay=0&moveFailed=.failed)"))
                .lines()
                .toList();
        System.out.println(LINKS + " links in " + (System.nanoTime() - start) / 1_000_000 + " ms, at most "
                + output.get(output.size() - 1) + " MiB of heap");
        assertThat(output.get(0))
                .isEqualTo(LINKS + " links: " + (LINKS - missing) + " downloaded, 0 duplicates, " + missing
                        + " failed (ObjectNotFoundException " + missing + ")");
        assertThat(filesIn(links)).containsExactly(".failed/manifest");
    }
}
