// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.sign.HttpMethod;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The runnable jar needs nothing but Java. */
class RunnableJarIT {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void readsTheLinkFromStandardInputAndTheSecretFromTheEnvironment() throws Exception {
        Process process = start("--at", "2026-03-01T12:30:00Z", "-");
        try (OutputStream input = process.getOutputStream()) {
            input.write(SampleLink.url(HttpMethod.PUT).getBytes(UTF_8));
        }

        assertThat(output(process))
                .contains("ERROR SIGNED_FOR_OTHER_METHOD", "The signature is correct for PUT, not for GET");
        assertThat(process.exitValue()).isEqualTo(1);
    }

    @Test
    void versionIsThatOfTheJar() throws Exception {
        Process process = start("--version");

        assertThat(output(process)).matches("oss-link-explainer [0-9]+\\.[0-9]+.*\\R");
        assertThat(process.exitValue()).isZero();
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-jar", "target/oss-link-explainer.jar"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OSS_ACCESS_KEY_SECRET", SampleLink.SECRET);
        return builder.start();
    }

    private static String output(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
