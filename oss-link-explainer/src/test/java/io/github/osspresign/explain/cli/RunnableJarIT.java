package io.github.osspresign.explain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.sign.HttpMethod;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The jar runs by itself. */
class RunnableJarIT {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void readsTheLinkFromStandardInputAndTheSecretFromTheEnvironment() throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                        JAVA, "-jar", "target/oss-link-explainer.jar", "--at", "2026-03-01T12:30:00Z", "-")
                .redirectErrorStream(true);
        command.environment().put("OSS_ACCESS_KEY_SECRET", SampleLink.SECRET);
        Process process = command.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(SampleLink.url(HttpMethod.PUT).getBytes(UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("ERROR SIGNED_FOR_OTHER_METHOD", "The signature is right for PUT, not for GET");
        assertThat(process.exitValue()).isEqualTo(1);
    }
}
