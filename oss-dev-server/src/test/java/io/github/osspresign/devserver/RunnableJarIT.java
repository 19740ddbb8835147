// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar starts, keeps objects across a restart and stops on SIGTERM. */
class RunnableJarIT {

    private static ChildProcess start(Path root) throws Exception {
        long started = System.nanoTime();
        ChildProcess server = ChildProcess.start(List.of(
                "-jar",
                Path.of("target", "oss-dev-server.jar").toString(),
                "--port",
                "0",
                "--root",
                root.toString(),
                "--secret-key",
                "top-secret"));
        System.out.println("RunnableJarIT banner after " + (System.nanoTime() - started) / 1_000_000 + " ms");
        return server;
    }

    @Test
    void servesLinkOfStartupMessageAndKeepsObject(@TempDir Path root) throws Exception {
        try (ChildProcess server = start(root)) {
            assertThat(server.banner()).doesNotContain("top-secret");
            URI link = URI.create(server.banner().replaceFirst("(?s).*'(http[^']*)'.*", "$1"));
            Http.put(link, "hello".getBytes(UTF_8)).assertStatus(200);
            // 128 + SIGTERM, after the shutdown hook has run.
            assertThat(server.terminate()).isEqualTo(143);
        }
        try (ChildProcess server = start(root)) {
            URI link = SignedUrl.at(server.endpoint(), "GET", "demo", "hello.txt")
                    .accessKey("dev-access-key-id", "top-secret")
                    .v4();
            assertThat(Http.get(link).text()).isEqualTo("hello");
        }
    }

    /** The image itself is not built here. */
    @Test
    void entryPointOfTheContainerFileStartsTheCopiedJar() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("Containerfile"));
        String copied = lines.stream()
                .filter(line -> line.startsWith("COPY "))
                .findFirst()
                .orElseThrow();
        String entryPoint = lines.stream()
                .filter(line -> line.startsWith("ENTRYPOINT "))
                .findFirst()
                .orElseThrow();
        List<String> command = new ArrayList<>(
                List.of(entryPoint.replaceFirst("ENTRYPOINT \\[\"(.*)\"]", "$1").split("\", \"", -1)));
        String[] copy = copied.split(" ", -1);
        assertThat(command.remove(0)).isEqualTo("java");
        command.replaceAll(argument -> argument.equals(copy[2]) ? copy[1] : argument);
        command.addAll(List.of("--port", "0"));

        try (ChildProcess server = ChildProcess.start(command)) {
            Http.get(server.endpoint()).assertStatus(403);
        }
    }
}
