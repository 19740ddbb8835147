package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server in a process of its own. */
final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final StringBuilder banner = new StringBuilder();

    private ChildProcess(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            banner.append(line).append('\n');
            if (line.contains("curl ")) {
                return;
            }
        }
        throw new IOException("child process: expected a banner but was " + banner);
    }

    /** Starts {@code java} with these arguments and waits for the banner of the server. */
    static ChildProcess start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return new ChildProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    String banner() {
        return banner.toString();
    }

    URI endpoint() {
        return URI.create(banner().replaceFirst("(?s).*endpoint +(\\S+).*", "$1"));
    }

    /** Asks the process to stop, as {@code kill} does, and returns its exit status. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the child process does not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
