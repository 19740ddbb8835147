// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.ChildJvm;
import io.github.osspresign.test.PatternServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transfers need 32 KiB of direct memory for each of their threads, and a lack of it is a failure as any other. */
@Tag("slow")
@Timeout(120)
class DirectMemoryTest {

    private static final String MIB = "1048576";

    @TempDir
    Path directory;

    @Test
    void hundredTwentyEightThreadsTransferWithTheDirectMemoryOfABuildpack() throws Exception {
        // Four ranges of each object at a time.
        assertThat(run("96", "32")).doesNotContain("memory").endsWith("failed: 0\n");
    }

    @Test
    void lackOfDirectMemoryIsRetryableFailure() throws Exception {
        assertThat(run("used-up"))
                .contains("retrying: ", "DownloadFailedException: no direct memory is left (-XX:MaxDirectMemorySize)")
                .endsWith("failed: 0\n");
    }

    private String run(String... what) throws Exception {
        try (PatternServer server = new PatternServer(4)) {
            String[] arguments = new String[3 + what.length];
            arguments[0] = "http://127.0.0.1:" + server.port() + "/object.bin";
            arguments[1] = directory.toString();
            arguments[2] = MIB;
            System.arraycopy(what, 0, arguments, 3, what.length);
            return ChildJvm.with("-XX:MaxDirectMemorySize=10m").run(DirectMemoryProgram.class, arguments);
        }
    }
}
