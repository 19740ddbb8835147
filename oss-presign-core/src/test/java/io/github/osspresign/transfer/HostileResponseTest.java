// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Six hostile responses at a time end soon, in a heap of 64 MiB, and in the right failure. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileResponseTest {

    /** The limits that end them by time are of a second, all others of ten minutes. */
    private static final long SOON_MILLIS = 60_000;

    /** Duration and result of the download of a hostile response. */
    private record End(long millis, String what) {}

    private static final Map<String, End> ENDS = new LinkedHashMap<>();

    @TempDir
    static Path directory;

    private static Path errors;

    @BeforeAll
    static void fallIntoAllTraps() throws IOException, InterruptedException {
        errors = directory.resolveSibling(directory.getFileName() + ".err");
        Process process = JavaCommand.of(
                        HostileProcess.class,
                        List.of("-Xmx64m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"),
                        directory.toString())
                .redirectError(errors.toFile())
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            output.lines()
                    .map(line -> line.split("\t", 4))
                    .forEach(end -> ENDS.put(end[0] + " " + end[1], new End(Long.parseLong(end[2]), end[3])));
        } finally {
            process.destroyForcibly();
        }
    }

    static Stream<Arguments> traps() {
        return HostileResponse.all().stream()
                .flatMap(trap -> trap.modes().stream().map(mode -> Arguments.of(trap.name() + " " + mode, trap.end())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traps")
    void hostileResponseEndsSoonAsExpected(String trap, String expected) {
        End end = ENDS.get(trap);
        assertThat(end).as(trap).isNotNull();
        assertThat(end.what())
                .startsWith(expected)
                .doesNotContain("something left")
                .hasSizeLessThan(1000);
        assertThat(end.millis()).isLessThan(SOON_MILLIS);
    }

    @Test
    void hostileResponsesPrintNothingToStandardError() {
        assertThat(errors).isEmptyFile();
    }
}
