// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import io.github.osspresign.devserver.cli.DevServerMain;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import picocli.CommandLine;

/** The server in a child process. */
public final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final StringBuilder banner = new StringBuilder();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private ChildProcess(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            banner.append(line).append('\n');
            if (line.contains("curl ")) {
                // A process blocks if nobody reads its output.
                Thread reader = new Thread(this::readOn, "child-output");
                reader.setDaemon(true);
                reader.start();
                return;
            }
        }
        throw new IOException("child process: no start-up message but " + banner);
    }

    /** Starts {@code java} with these arguments and waits for the start-up message of the server. */
    static ChildProcess start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return new ChildProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Starts the server on a free port, with a heap of this many MiB and further options. */
    public static ChildProcess server(int heap, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx" + heap + "m",
                "-cp",
                Stream.of(DevServerMain.class, HttpServer.class, JsonFactory.class, CommandLine.class)
                        .map(ChildProcess::location)
                        .collect(Collectors.joining(File.pathSeparator)),
                DevServerMain.class.getName(),
                "--port",
                "0"));
        arguments.addAll(List.of(options));
        return start(arguments);
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readOn() {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // Destroying a process closes its output on this side.
        }
    }

    public String banner() {
        return banner.toString();
    }

    URI endpoint() {
        return URI.create(banner().replaceFirst("(?s).*endpoint +(\\S+).*", "$1"));
    }

    /** Returns the next line after the start-up message. */
    String nextLine() throws InterruptedException {
        String line = lines.poll(10, TimeUnit.SECONDS);
        if (line == null) {
            throw new IllegalStateException("the child process says nothing");
        }
        return line;
    }

    /** Sends SIGTERM to the process, as {@code kill} does. */
    void askToStop() {
        process.destroy();
    }

    /** Waits for the process to end and returns its exit code. */
    int exitStatus() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the child process does not stop");
        }
        return process.exitValue();
    }

    /** Sends SIGTERM to the process and returns its exit code. */
    int terminate() throws InterruptedException {
        askToStop();
        return exitStatus();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
