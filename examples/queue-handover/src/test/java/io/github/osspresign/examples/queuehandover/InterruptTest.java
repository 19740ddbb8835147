package io.github.osspresign.examples.queuehandover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C ends the example at once, in a process of its own. */
@Timeout(120)
class InterruptTest {

    /** It takes less than two seconds on a quiet machine, and took a minute when nothing stopped Camel. */
    private static final long MAX_SECONDS = 15;

    @TempDir
    Path temporaryFiles;

    @Test
    void interruptedExampleLeavesNoFiles() throws Exception {
        interruptAt("1. ", start());

        assertThat(temporaryFiles).isEmptyDirectory();
    }

    @Test
    void interruptedExampleThatKeepsRunningLeavesItsFiles() throws Exception {
        interruptAt("Running on", start("--keep-running"));

        assertThat(temporaryFiles).isDirectoryContaining("glob:**/queue-handover*");
    }

    @Test
    void wrongArgumentPrintsUsage() throws Exception {
        Process example = start("--wrong");

        assertThat(example.inputReader(UTF_8).lines())
                .anyMatch(line -> line.contains("'--wrong'"))
                .anyMatch(line -> line.startsWith("Usage: "));
        assertThat(example.waitFor()).isEqualTo(2);
    }

    private Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporaryFiles,
                "-cp",
                System.getProperty("java.class.path"),
                QueueHandover.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Sends what Ctrl-C sends when the example has printed a line. */
    private static void interruptAt(String line, Process example) throws Exception {
        BufferedReader output = example.inputReader(UTF_8);
        try {
            assertThat(output.lines().anyMatch(printed -> printed.contains(line)))
                    .isTrue();
            new ProcessBuilder("kill", "-INT", Long.toString(example.pid()))
                    .start()
                    .waitFor();
            assertThat(example.waitFor(MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(example.exitValue()).isEqualTo(130);
            assertThat(output.lines()).noneMatch(printed -> printed.contains("Exception in thread"));
        } finally {
            example.destroyForcibly();
        }
    }
}
