// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.awaitility.Awaitility.await;

import io.github.osspresign.test.ProgramTest;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example starts at once, and ends at once on Ctrl-C, with all its processes. */
@Tag("slow")
class InterruptTest extends ProgramTest {

    InterruptTest() {
        super(Demonstration.class, "Starting an embedded OSS server", "2. ", "etl-cluster*");
    }

    @Test
    @Override
    protected void interruptedProgramLeavesNoFiles() throws Exception {
        super.interruptedProgramLeavesNoFiles();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> ProcessHandle.allProcesses().noneMatch(this::isOfExample));
    }

    /** Every process of the example has its folder, or that of temporary files, in its command. */
    private boolean isOfExample(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(temporaryFiles.toString());
    }
}
