// SPDX-License-Identifier: Apache-2.0
package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code camel run} with the artifacts as dependencies: a file is stored and shared, and a kamelet makes its link a file again. */
class ShareTest {

    private static final String VERSION = "1.0.0-SNAPSHOT";
    private static final Path LOG = Path.of("target/camel.log");

    @RegisterExtension
    static final OssDevServerExtension oss =
            OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));

    @TempDir
    Path directory;

    @Test
    void sharesAFile() throws Exception {
        Files.writeString(Files.createDirectories(directory.resolve("outbox")).resolve("报告.txt"), "figures");

        Process camel = camel(
                "run",
                "share.yaml",
                properties().toString(),
                "--dep=mvn:io.github.osspresign:camel-oss-presign:" + VERSION,
                "--dep=mvn:io.github.osspresign:camel-oss-presign-kamelets:" + VERSION,
                "--max-messages=2",
                "--max-seconds=60",
                "--logging-color=false");
        try {
            assertThat(camel.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            camel.destroyForcibly();
            System.out.println(Files.readString(LOG));
        }

        assertThat(camel.exitValue()).isZero();
        assertThat(directory.resolve("inbox/报告.txt")).hasContent("figures");
        assertThat(oss.server().objectBytes("demo", "报告.txt")).asString().isEqualTo("figures");
    }

    private Path properties() throws IOException {
        List<String> lines = new ArrayList<>();
        oss.server().camelProperties().forEach((name, value) -> lines.add(name + "=" + value));
        for (String folder : List.of("outbox", "links", "inbox")) {
            lines.add(folder + "=" + directory.resolve(folder));
        }
        return Files.write(directory.resolve("application.properties"), lines);
    }

    /** The CLI downloads into the repository of this build, and has a separate home. */
    private Process camel(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dmaven.repo.local=" + System.getProperty("cli.repository"),
                "-Duser.home=" + Files.createDirectories(directory.resolve("home")),
                "-cp",
                System.getProperty("cli.classpath"),
                Camel.class.getName()));
        command.addAll(List.of(arguments));
        command.add("--maven-settings=" + Path.of(System.getProperty("user.home"), ".m2", "settings.xml"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
    }
}
