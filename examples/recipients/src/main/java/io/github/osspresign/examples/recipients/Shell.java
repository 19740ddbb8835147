// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs command lines to their end, away from the settings of the person who started all this.
 *
 * @param programs the folder that {@code $PROGRAMS} stands for
 * @param workspace the folder that {@code $WORKSPACE} stands for, a place for what is built
 */
record Shell(Path programs, Path workspace) {

    private static final long MAX_RUN_SECONDS = 300;

    /** Runs the line with this standard input; {@code $FILE} in it stands for the target. */
    Outcome run(String line, String input, Path target) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(workspace, "run");
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // A proxy does not reach this machine.
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(environment(target));
        Process process = builder.start();
        try {
            if (!process.waitFor(MAX_RUN_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("expected an end within " + MAX_RUN_SECONDS + " seconds: " + line);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Map<String, String> environment(Path target) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PROGRAMS", programs.toString());
        environment.put("WORKSPACE", workspace.toString());
        environment.put("FILE", target.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LC_ALL", "C.UTF-8");
        return environment;
    }
}
