package io.github.osspresign.examples.sharebymail;

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
    void interruptedExampleLeavesNoFiles() throws Exception {
        start().terminateAt("Outbox");

        assertThat(temporaryFiles).isEmptyDirectory();
    }

    @Test
    void interruptedExampleThatKeepsRunningLeavesItsFiles() throws Exception {
        start("--keep-running").terminateAt("Running on");

        assertThat(temporaryFiles).isDirectoryContaining("glob:**/share-by-mail*");
    }

    @Test
    void firstLineIsPrintedPromptly() throws Exception {
        JavaProgram.requireLinePromptly(ShareByMail.class, temporaryFiles, "Using an embedded OSS server");
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
        return JavaProgram.start(ShareByMail.class, temporaryFiles, arguments);
    }
}
