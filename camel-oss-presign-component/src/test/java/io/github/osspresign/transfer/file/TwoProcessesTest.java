package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.RandomSeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that write to one name at the same time never publish a byte of each other. */
class TwoProcessesTest {

    private static final int SECONDS = Integer.getInteger("rivals.seconds", 4);

    /** The last one published, and what the last turn may have kept. */
    private static final List<String> LEFT = List.of("name", "name.part", "name.part.json");

    /** In memory, where to sync takes no time, there are many more turns. */
    private static final Path IN_MEMORY = Path.of("/dev/shm");

    @RegisterExtension
    final RandomSeed seed = new RandomSeed("rivals.seed");

    private Path directory;

    @BeforeEach
    void makeDirectory(@TempDir Path onDisk) throws IOException {
        directory = Files.isWritable(IN_MEMORY) ? Files.createTempDirectory(IN_MEMORY, "rivals") : onDisk;
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        for (String name : LEFT) {
            Files.deleteIfExists(directory.resolve(name));
        }
        Files.deleteIfExists(directory);
    }

    @Test
    void publishOnlyTheirOwnBytes() throws Exception {
        Process one = start("A", seed.value());
        Process other = start("B", seed.value() + 1);
        try (BufferedReader ofOne = output(one);
                BufferedReader ofOther = output(other)) {
            assertThat(List.of(ofOne.readLine(), ofOther.readLine())).containsOnly("ready");
            one.getOutputStream().close();
            other.getOutputStream().close();

            for (BufferedReader output : List.of(ofOne, ofOther)) {
                String result = output.readLine();
                System.out.println(result);
                assertThat(result).startsWith("right ").doesNotContain(" 0 opened", " 0 published", " 0 resumed");
            }
        } finally {
            one.destroyForcibly();
            other.destroyForcibly();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(LEFT);
        }
    }

    private Process start(String letter, long seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RivalWriter.class.getName(),
                        letter,
                        directory.toString(),
                        Long.toString(seed),
                        Integer.toString(SECONDS))
                .redirectErrorStream(true)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
