// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program of the machine.
 *
 * @param path {@code null} where it is not installed
 */
public record Program(String name, @Nullable Path path) {

    /** Debian keeps servers where only root looks for programs. */
    private static final List<String> SERVERS = List.of("/usr/sbin", "/usr/local/sbin");

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

    /** The program of that name. */
    public static Program find(String name) {
        String path = System.getenv("PATH");
        Stream<String> folders = Stream.concat(
                path == null ? Stream.empty() : Arrays.stream(path.split(File.pathSeparator, -1)), SERVERS.stream());
        return new Program(
                name,
                folders.map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(null));
    }

    /** The Java that runs this. */
    static Program java() {
        return new Program("java", Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    public boolean isInstalled() {
        return path != null;
    }

    /** Returns the first version that it tells of itself, empty if it is not installed. */
    public String version() throws IOException, InterruptedException {
        if (path == null) {
            return "";
        }
        Process process = new ProcessBuilder(with(name.equals("nginx") ? "-v" : "--version"))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        Matcher version = VERSION.matcher(said);
        return version.find() ? version.group() : "";
    }

    /** The command that runs it. */
    List<String> with(List<String> arguments) {
        if (path == null) {
            throw new IllegalStateException("program: '" + name + "' is not installed");
        }
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(arguments);
        return command;
    }

    List<String> with(String... arguments) {
        return with(List.of(arguments));
    }
}
