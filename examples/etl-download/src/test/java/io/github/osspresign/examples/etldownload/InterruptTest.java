package io.github.osspresign.examples.etldownload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.JavaProgram;
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
        JavaProgram.start(EtlDownload.class, temporaryFiles).terminateAt("2. ");

        assertThat(temporaryFiles).isDirectoryNotContaining("glob:**/etl-download*");
    }

    @Test
    void firstLineIsPrintedPromptly() throws Exception {
        JavaProgram.requireLinePromptly(EtlDownload.class, temporaryFiles, "Starting an embedded PostgreSQL");
    }

    @Test
    void wrongArgumentPrintsUsage() throws Exception {
        JavaProgram.requireUsage(EtlDownload.class, temporaryFiles);
    }
}
