package io.github.osspresign.examples.watchandnotify;

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
    void interruptedExampleLeavesNoFilesAndNoProcesses() throws Exception {
        JavaProgram.start(WatchAndNotify.class, temporaryFiles).terminateAt(" leads");

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
        JavaProgram.requireUsage(WatchAndNotify.class, temporaryFiles);
    }
}
