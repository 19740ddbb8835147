// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.test.RandomSeed;
import io.github.osspresign.transfer.model.FileExist;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two processes that write to one name at the same time never publish a byte of each other. */
@Tag("slow")
class TwoProcessesTest {

    private static final int SECONDS = Integer.getInteger("rivals.seconds", 2);

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
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.deleteIfExists(directory);
    }

    @Test
    void publishOnlyTheirOwnBytes() throws Exception {
        compete(RivalWriter.class, List.of(Integer.toString(SECONDS)), " 0 opened", " 0 published", " 0 resumed");
        assertThat(files()).extracting(file -> file.getFileName().toString()).isSubsetOf(LEFT);
    }

    @ParameterizedTest
    @CsvSource({
        "Override, true",
        "Fail, true",
        "Fail, false",
        "Ignore, true",
        "Ignore, false",
        "TryRename, true",
        "TryRename, false"
    })
    void publishSmallObjectsWholeAndOnce(FileExist fileExist, boolean hardLinks) throws Exception {
        compete(
                SmallRival.class,
                List.of(Integer.toString((SECONDS + 3) / 4), fileExist.name(), Boolean.toString(hardLinks)),
                " 0 opened",
                " 0 published");
        assertThat(files()).extracting(file -> file.getFileName().toString()).isSubsetOf("name");
    }

    private void compete(Class<?> rival, List<String> arguments, String... wrong) throws Exception {
        Process one = start(rival, "A", seed.value(), arguments);
        Process other = start(rival, "B", seed.value() + 1, arguments);
        try (BufferedReader ofOne = output(one);
                BufferedReader ofOther = output(other)) {
            assertThat(List.of(ofOne.readLine(), ofOther.readLine())).containsOnly("ready");
            one.getOutputStream().close();
            other.getOutputStream().close();

            for (BufferedReader output : List.of(ofOne, ofOther)) {
                String result = output.readLine();
                System.out.println(arguments + " " + result);
                assertThat(result).startsWith("right ").doesNotContain(wrong);
            }
        } finally {
            one.destroyForcibly().waitFor();
            other.destroyForcibly().waitFor();
        }
    }

    private List<Path> files() throws IOException {
        return Stream.of(directory.toFile().listFiles()).map(File::toPath).toList();
    }

    private Process start(Class<?> rival, String letter, long seed, List<String> arguments) throws IOException {
        ProcessBuilder builder = JavaCommand.of(rival, List.of(), letter, directory.toString(), Long.toString(seed));
        builder.command().addAll(arguments);
        return builder.redirectErrorStream(true).start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
