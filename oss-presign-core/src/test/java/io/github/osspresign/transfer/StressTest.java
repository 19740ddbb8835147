// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.test.ChildJvm;
import io.github.osspresign.test.Jdks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever goes wrong around transfers at the same time, none has a wrong result and each ends in time, also with the
 * direct memory that buildpacks leave to an application. {@code -Dstress.results=} sets how many transfers each virtual
 * machine makes, many with {@code -Plong}; {@code -Dstress.seed=} sets the seed.
 */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StressTest {

    private static final int RESULTS = Integer.getInteger("stress.results", 96);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(textBlock = """
            17, platform, 10m
            21, platform, 10m
            21, virtual, 512m
            25, platform, 10m
            25, virtual, 512m
            """)
    void noTransferIsWrongOrEndless(int version, String threads, String directMemory) throws Exception {
        Path jdk = Jdks.find(version);
        assumeTrue(jdk != null, "needs a JDK " + version);
        String seed = Long.getLong("stress.seed", System.nanoTime()).toString();
        // As few carriers as a small container has, so that one that is held by a wait is missed.
        List<String> options = List.of(
                "-Xmx512m",
                "-XX:MaxDirectMemorySize=" + directMemory,
                "-Djdk.virtualThreadScheduler.parallelism=2",
                "-Djdk.virtualThreadScheduler.maxPoolSize=2");
        String output = new ChildJvm(jdk, Map.of(), options)
                .run(StressProgram.class, seed, Integer.toString(RESULTS), threads, directory.toString());
        System.out.println(output.lines()
                .filter(line -> line.startsWith("stress: "))
                .findFirst()
                .orElseThrow());
        assertThat(output).doesNotContain("wrong: ");
    }
}
