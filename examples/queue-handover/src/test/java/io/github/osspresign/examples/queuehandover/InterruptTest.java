package io.github.osspresign.examples.queuehandover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.JavaProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example starts at once, and ends at once on Ctrl-C. */
@Tag("slow")
@Timeout(120)
class InterruptTest {

    @TempDir
    Path temporaryFiles;

    @Test
    void interruptedExampleLeavesNoFiles() throws Exception {
        start().terminateAt("1. ");

        assertThat(temporaryFiles).isEmptyDirectory();
    }

    @Test
    void interruptedExampleThatKeepsRunningLeavesItsFiles() throws Exception {
        start("--keep-running").terminateAt("Running on");

        assertThat(temporaryFiles).isDirectoryContaining("glob:**/queue-handover*");
    }

    @Test
    void firstLineIsPrintedPromptly() throws Exception {
        JavaProgram.requireLinePromptly(QueueHandover.class, temporaryFiles, "Using an embedded OSS server");
    }

    @Test
    void wrongArgumentPrintsUsage() throws Exception {
        JavaProgram.requireUsage(QueueHandover.class, temporaryFiles);
    }

    private JavaProgram start(String... arguments) throws IOException {
        return JavaProgram.start(QueueHandover.class, temporaryFiles, arguments);
    }
}
