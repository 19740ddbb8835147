// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/** The script in {@code src/test/node}, with its packages installed below {@code target}. */
record NodeProject(Path directory) {

    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final String MANIFEST = "package.json";
    private static final String SCRIPT = "ali-oss.js";
    private static final Pattern OPERATION = Pattern.compile("(?m)^  async (\\w+)\\(");

    /**
     * Copies the script and installs its packages with npm, unless this has been done before.
     *
     * @throws TestAbortedException if node or npm is missing, or npm cannot get the packages
     */
    static NodeProject installed() throws IOException, InterruptedException {
        if (!responses("node") || !responses("npm")) {
            throw new TestAbortedException("node and npm are not installed");
        }
        NodeProject project = new NodeProject(Path.of("target", "node"));
        Path manifest = project.directory().resolve(MANIFEST);
        boolean isInstalled = Files.exists(project.directory().resolve("node_modules"))
                && Files.mismatch(SOURCE.resolve(MANIFEST), manifest) < 0;
        Files.createDirectories(project.directory());
        Files.copy(SOURCE.resolve(SCRIPT), project.directory().resolve(SCRIPT), StandardCopyOption.REPLACE_EXISTING);
        if (!isInstalled) {
            Files.copy(SOURCE.resolve(MANIFEST), manifest, StandardCopyOption.REPLACE_EXISTING);
            try {
                project.run(
                        Map.of(), "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock");
            } catch (AssertionError e) {
                throw new TestAbortedException("npm could not install what package.json names", e);
            }
        }
        return project;
    }

    /** Returns the names of the operations in the script, in their order. */
    static List<String> operationNames() throws IOException {
        return OPERATION
                .matcher(Files.readString(SOURCE.resolve(SCRIPT)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** Runs the script and returns the lines that it prints. */
    List<String> run(Map<String, String> environment) throws IOException, InterruptedException {
        return run(environment, "node", SCRIPT);
    }

    private List<String> run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = directory.resolve(command[0] + ".out");
        Path errors = directory.resolve(command[0] + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as("%s ends in time", command[0])
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("exit status of %s, which said %s", command[0], Files.readString(errors, UTF_8))
                .isZero();
        return Files.readAllLines(output, UTF_8);
    }

    private static boolean responses(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
