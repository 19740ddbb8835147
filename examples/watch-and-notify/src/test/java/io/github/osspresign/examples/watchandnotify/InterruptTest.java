package io.github.osspresign.examples.watchandnotify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.JavaProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example starts at once, and ends at once on Ctrl-C. */
@Timeout(120)
class InterruptTest {

    @TempDir
    Path temporaryFiles;

    @Test
    void interruptedExampleLeavesNoFilesAndNoProcesses() throws Exception {
        start().terminateAt(" leads");

        assertThat(temporaryFiles).isDirectoryNotContaining("glob:**/watch-and-notify*");
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(process ->
                        process.info().commandLine().orElse("").contains("-Djava.io.tmpdir=" + temporaryFiles));
    }

    @Test
    void firstLineIsPrintedPromptly() throws Exception {
        JavaProgram.requireLinePromptly(WatchAndNotify.class, temporaryFiles, "Starting an embedded OSS server");
    }

    @Test
    void wrongArgumentPrintsUsage() throws Exception {
        JavaProgram example = start("--wrong");

        assertThat(example.output())
                .anyMatch(line -> line.contains("'--wrong'"))
                .anyMatch(line -> line.startsWith("Usage: "));
        assertThat(example.exitValue()).isEqualTo(2);
    }

    private JavaProgram start(String... arguments) throws IOException {
        return JavaProgram.start(WatchAndNotify.class, temporaryFiles, arguments);
    }
}
