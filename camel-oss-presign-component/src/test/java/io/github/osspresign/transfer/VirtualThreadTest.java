package io.github.osspresign.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads on virtual threads of Java 21, where a wait inside a monitor holds a carrier. */
class VirtualThreadTest {

    private static final Path JDKS = Path.of("/usr/lib/jvm");

    @TempDir
    Path temporaryFiles;

    @Test
    void expiredLinksAreRenewedWithMoreDownloadsThanCarriers() throws Exception {
        Path output = temporaryFiles.resolve("output");
        Process program = new ProcessBuilder(
                        java21().toString(),
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

    private static Path java21() throws IOException {
        try (Stream<Path> jdks = Files.isDirectory(JDKS) ? Files.list(JDKS) : Stream.empty()) {
            Path java = jdks.map(jdk -> jdk.resolve("bin/java"))
                    .filter(file -> file.toString().contains("21") && Files.isExecutable(file))
                    .findFirst()
                    .orElse(null);
            assumeTrue(java != null, "needs a JDK 21, for example Debian's openjdk-21-jdk-headless");
            return java;
        }
    }
}
