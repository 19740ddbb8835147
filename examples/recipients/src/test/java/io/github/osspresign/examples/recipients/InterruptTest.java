package io.github.osspresign.examples.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.JavaProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example starts at once, and ends at once on Ctrl-C. That it keeps its files with {@code --keep-running} would take a run of all programs. */
@Tag("slow")
@Timeout(120)
class InterruptTest {

    @TempDir
    Path temporaryFiles;

    @Test
    void interruptedExampleLeavesNoFiles() throws Exception {
        JavaProgram.start(Recipients.class, temporaryFiles).terminateAt("It holds ");

        assertThat(temporaryFiles).isDirectoryNotContaining("glob:**/recipients*");
    }

    @Test
    void firstLineIsPrintedPromptly() throws Exception {
        JavaProgram.requireLinePromptly(Recipients.class, temporaryFiles, "Using an embedded OSS server");
    }

    @Test
    void wrongArgumentPrintsUsage() throws Exception {
        JavaProgram.requireUsage(Recipients.class, temporaryFiles);
    }
}
