package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.test.JavaProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example starts at once, and ends at once on Ctrl-C, with all its processes. */
@Tag("slow")
@Timeout(120)
class InterruptTest {

    @TempDir
    Path temporaryFiles;

    @Test
    void interruptedExampleLeavesNoFilesAndNoProcesses() throws Exception {
        JavaProgram.start(EtlCluster.class, temporaryFiles).terminateAt("2. ");

        assertThat(temporaryFiles).isDirectoryNotContaining("glob:**/etl-cluster*");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ProcessHandle.allProcesses().noneMatch(this::isOfExample));
    }

    /** Every process of the example has its folder, or that of temporary files, in its command. */
    private boolean isOfExample(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(temporaryFiles.toString());
    }

    @Test
    void firstLineIsPrintedPromptly() throws Exception {
        JavaProgram.requireLinePromptly(EtlCluster.class, temporaryFiles, "Starting an embedded OSS server");
    }

    @Test
    void wrongArgumentPrintsUsage() throws Exception {
        JavaProgram.requireUsage(EtlCluster.class, temporaryFiles);
    }
}
