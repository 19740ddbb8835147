// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A node in a separate process. */
final class NodeProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private volatile boolean leads;

    /**
     * Starts a node. It ends with this process, however that ends.
     *
     * @param properties properties of Camel
     * @param lines receives what the node prints
     */
    NodeProcess(String name, Map<String, String> environment, Map<String, String> properties, Consumer<String> lines)
            throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        properties.forEach((property, value) -> command.add("-D" + property + "=" + value));
        command.addAll(List.of("-cp", classPath(), Node.class.getName(), Node.END_WITH_INPUT));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("NODE_NAME", name);
        this.process = builder.start();
        Thread reader = new Thread(() -> read(lines), "node-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Within Maven, the class path of the process is that of Maven. */
    private static String classPath() {
        if (Node.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            output.lines().forEach(line -> {
                if (line.equals(name + Node.LEADS) || line.equals(name + Node.WAITS)) {
                    leads = line.endsWith(Node.LEADS);
                }
                lines.accept(line);
            });
        } catch (IOException | UncheckedIOException e) {
            // It was killed in the middle of a line.
        }
    }

    String name() {
        return name;
    }

    boolean leads() {
        return leads && process.isAlive();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the node, which cannot react (SIGKILL). */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends a signal to the node, such as {@code STOP} and {@code CONT}. */
    void signal(String signal) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("signal " + signal + " cannot be sent to " + name);
        }
    }

    /** Stops the node, and kills it if it does not end within 15 seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
