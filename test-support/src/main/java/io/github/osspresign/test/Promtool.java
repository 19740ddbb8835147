// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** Prometheus' own program for tests of alert rules. */
public final class Promtool {

    private Promtool() {}

    /** Runs tests of rules, which have to succeed. Without the program, the test that wants it is skipped. */
    public static void test(Path tests) throws IOException, InterruptedException {
        Process promtool;
        try {
            promtool = new ProcessBuilder("promtool", "test", "rules", tests.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "needs promtool, which is in Debian's package promtool");
            return;
        }
        String output = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as(output).isZero();
    }
}
