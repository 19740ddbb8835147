// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.test.ChildJvm;
import io.github.osspresign.test.PatternServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object twice as large as the heap passes a route with the default settings of Camel. */
@Tag("slow")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RouteMemoryTest {

    private static final int MEBIBYTES = Integer.getInteger("memory.mebibytes", 128);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "directory, false", "directory, true",
        "temporary, false", "temporary, true",
        "streaming, false", "streaming, true"
    })
    void passesAHeapOf64Mebibytes(String mode, boolean consumer) throws Exception {
        String where = switch (mode) {
            case "directory" -> directory.resolve("inbox") + "?";
            case "streaming" -> "?streaming=true&";
            default -> "?";
        };
        // A stream that was read no longer exists.
        boolean readable = !mode.equals("streaming");
        Path out = directory.resolve("out");
        Path temporary = Files.createDirectories(directory.resolve("tmp"));

        long start = System.nanoTime();
        try (PatternServer large = new PatternServer(MEBIBYTES)) {
            String output = ChildJvm.with(
                            "-Xmx64m", "-Djava.io.tmpdir=" + temporary, "-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
                    .run(
                            RouteProcess.class,
                            "osspresigned:" + where + OssPresignedTestSupport.LOCAL + "&fileName=object.bin",
                            Boolean.toString(consumer),
                            Boolean.toString(readable),
                            "http://127.0.0.1:" + large.port() + "/large",
                            out.toString());
            assertThat(output).isEqualToIgnoringNewLines("crc64");
        }
        System.out.println(mode + (consumer ? ", consumer: " : ", producer: ") + MEBIBYTES + " MiB in "
                + (System.nanoTime() - start) / 1_000_000 + " ms");

        assertThat(out.resolve("object.bin")).hasSize(MEBIBYTES * 1024L * 1024);
        assertThat(temporary).isEmptyDirectory();
    }
}
