// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.test.JavaCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A separate process finds out whether it has a terminal. */
@Timeout(60)
class RealTerminalTest {

    private static final List<String> RESULT = List.of(
            "2. The results:",
            "   file      outcome       bytes",
            "   报告.pdf  downloaded  5242880",
            "   film.mp4  failed            -",
            "   lag 0",
            "   rate 5/s");

    @Test
    void processWithATerminalRefreshesItsLines() throws Exception {
        assumeTrue(hasScript(), "skipped: needs the program 'script' of util-linux for a pseudo-terminal");
        String command = "stty cols 70 rows 20; exec " + String.join(" ", command());
        String output = output(List.of("script", "-qec", command, "/dev/null"));

        VirtualTerminal terminal = new VirtualTerminal(70, 20);
        PrintStream screen = terminal.stream();
        screen.print(output);
        screen.flush();
        assertThat(terminal.lines())
                .contains("1. Files are downloaded.", "[WARN] log 1", "[WARN] log 5")
                .endsWith(RESULT.toArray(String[]::new))
                .hasSize(12);
        assertThat(output).contains("\033[2A", "报告");
    }

    @Test
    void processWithAPipePrintsPlainLines() throws Exception {
        String output = output(command());

        assertThat(output)
                .startsWith("1. Files are downloaded.\n")
                .endsWith(String.join("\n", RESULT) + "\n")
                .doesNotContain("\033", "\r");
    }

    private static List<String> command() {
        return JavaCommand.of(Demonstration.class, List.of()).command();
    }

    private static boolean hasScript() throws InterruptedException {
        try {
            List<String> probe = List.of("script", "-qec", "stty size", "/dev/null");
            return output(probe).contains("0");
        } catch (IOException e) {
            return false;
        }
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
        builder.redirectInput(Redirect.PIPE);
        builder.environment().put("TERM", "xterm");
        builder.environment().keySet().removeAll(List.of("CI", "NO_COLOR"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
