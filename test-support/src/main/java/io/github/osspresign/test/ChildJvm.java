// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Java program of the test class path in its own process.
 *
 * @param home directory of the JDK
 * @param environment variables in addition to those of this process
 * @param options options of the virtual machine
 */
public record ChildJvm(Path home, Map<String, String> environment, List<String> options) {

    /** Returns a process with the JDK of this one. */
    public static ChildJvm with(String... options) {
        return new ChildJvm(Path.of(System.getProperty("java.home")), Map.of(), List.of(options));
    }

    /**
     * Runs a program to its end.
     *
     * @return its output and errors
     * @throws AssertionError if the program fails
     */
    public String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        all.addAll(options);
        ProcessBuilder builder = JavaCommand.of(main, all, arguments).redirectErrorStream(true);
        builder.command().set(0, home.resolve("bin/java").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
