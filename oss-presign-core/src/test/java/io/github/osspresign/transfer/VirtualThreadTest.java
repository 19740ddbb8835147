// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.test.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads on virtual threads of Java 21, where a wait inside a monitor holds a carrier. */
class VirtualThreadTest {

    @TempDir
    Path temporaryFiles;

    @Test
    void expiredLinksAreRenewedWithMoreDownloadsThanCarriers() throws Exception {
        Path java21 = Jdks.find(21);
        assumeTrue(java21 != null, "needs a JDK 21, for example Debian's openjdk-21-jdk-headless");
        Path output = temporaryFiles.resolve("output");
        Process program = new ProcessBuilder(
                        java21.resolve("bin/java").toString(),
                        "-Djdk.virtualThreadScheduler.parallelism=2",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=2",
                        "-Djdk.tracePinnedThreads=full",
                        "-Djava.io.tmpdir=" + temporaryFiles,
                        "-cp",
                        System.getProperty("java.class.path"),
                        VirtualThreadDownloads.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = program.waitFor(60, TimeUnit.SECONDS);
            List<String> lines = Files.readAllLines(output, UTF_8);
            assertThat(ended).as("end of the program, which printed %s", lines).isTrue();
            assertThat(lines).contains("16 downloads");
            // A frame that holds a monitor is marked.
            assertThat(lines).noneMatch(line -> line.contains("io.github.osspresign") && line.contains("monitors:"));
        } finally {
            program.destroyForcibly();
        }
    }
}
