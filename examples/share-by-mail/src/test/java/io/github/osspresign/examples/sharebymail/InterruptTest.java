// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharebymail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.ProgramTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example starts at once, and ends at once on Ctrl-C. */
@Tag("slow")
class InterruptTest extends ProgramTest {

    InterruptTest() {
        super(ShareByMail.class, "Using an embedded OSS server", "Outbox", "*");
    }

    @Test
    void exampleInterruptedWhileItStartsLeavesNoFiles() throws Exception {
        start().terminateAt("Using an embedded mail server");

        assertThat(temporaryFiles).isEmptyDirectory();
    }

    @Test
    void interruptedExampleThatKeepsRunningLeavesItsFiles() throws Exception {
        start("--keep-running").terminateAt("Running on");

        assertThat(temporaryFiles).isDirectoryContaining("glob:**/share-by-mail*");
    }
}
