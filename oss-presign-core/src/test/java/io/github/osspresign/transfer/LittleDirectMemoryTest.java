// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.ChildJvm;
import io.github.osspresign.test.PatternServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transfers need 2 MiB of direct memory, with 32 KiB and at most 256 KiB of heap for each of their threads. A lack of direct
 * memory is a failure as any other.
 */
@Tag("slow")
@Timeout(120)
class LittleDirectMemoryTest {

    private static final String MIB = "1048576";

    @TempDir
    Path directory;

    @Test
    void hundredTwentyEightThreadsTransferWithTheDirectMemoryOfABuildpack() throws Exception {
        // Four ranges of each object at a time. 256 KiB of heap for each thread, and 32 MiB for the program.
        String printed = run(List.of("-Xmx64m"), "96", "32");

        assertThat(printed).doesNotContain("memory").endsWith("failed: 0\n");
        Matcher threads = Pattern.compile("threads: (\\d+)").matcher(printed);
        assertThat(threads.find()).isTrue();
        // One for each request and one for its host name, and the timer.
        assertThat(Integer.parseInt(threads.group(1))).isBetween(33, 2 * 32 * 4 + 1);
    }

    @Test
    void lackOfDirectMemoryIsRetryableFailure() throws Exception {
        assertThat(run(List.of(), "used-up"))
                .contains("retrying: ", "DownloadFailedException: no direct memory is left (-XX:MaxDirectMemorySize)")
                .endsWith("failed: 0\n");
    }

    private String run(List<String> options, String... what) throws Exception {
        try (PatternServer server = new PatternServer(4)) {
            String[] arguments = new String[3 + what.length];
            arguments[0] = "http://127.0.0.1:" + server.port() + "/object.bin";
            arguments[1] = directory.toString();
            arguments[2] = MIB;
            System.arraycopy(what, 0, arguments, 3, what.length);
            List<String> all = new ArrayList<>(options);
            all.add("-XX:MaxDirectMemorySize=10m");
            return ChildJvm.with(all.toArray(String[]::new)).run(LittleDirectMemoryProgram.class, arguments);
        }
    }
}
