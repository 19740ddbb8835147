// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of API.md with a real curl. */
@Tag("slow")
class ApiPageTest {

    private static final Pattern EXAMPLE = Pattern.compile("```shell\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void examplesWork() throws Exception {
        for (String program : List.of("bash", "curl", "jq")) {
            assumeThat(isInstalled(program)).as("needs " + program).isTrue();
        }
        String script = EXAMPLE.matcher(Files.readString(Path.of("API.md")))
                .results()
                .map(example -> example.group(1))
                .filter(example -> !example.startsWith("PORTAL="))
                .collect(Collectors.joining("\n"));
        Files.write(folder.resolve("report.pdf"), new byte[1000]);
        try (RunningPortal portal = new RunningPortal()) {
            String secret = new Owner(portal).token("curl");
            Path output = folder.resolve("output");
            ProcessBuilder bash = new ProcessBuilder("bash", "-eo", "pipefail", "-c", script)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            bash.environment().put("PORTAL", portal.origin());
            bash.environment().put("TOKEN", secret);

            int exit = bash.start().waitFor();

            String printed = Files.readString(output, UTF_8);
            assertThat(exit).as(printed).isZero();
            Matcher address =
                    Pattern.compile(Pattern.quote(portal.origin()) + "/s/\\S+").matcher(printed);
            assertThat(address.find()).as(printed).isTrue();
            assertThat(printed).contains("report.pdf OPEN", "\"maxDownloads\":3", "REVOKED");
        }
    }

    private static boolean isInstalled(String program) {
        for (String path : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(path, program))) {
                return true;
            }
        }
        return false;
    }
}
