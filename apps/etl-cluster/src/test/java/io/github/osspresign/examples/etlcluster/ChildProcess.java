// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Java process that ends with the process that has started it, also if that is killed. */
public final class ChildProcess {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int LAST_LINES = 20;

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process.
     *
     * @param log file that its output is appended to
     */
    static ChildProcess start(Class<?> main, Path log, String... arguments) throws IOException {
        return start(Map.of(), main, log, arguments);
    }

    /**
     * Starts a process.
     *
     * @param environment variables, besides those of this process
     * @param log file that its output is appended to
     */
    static ChildProcess start(Map<String, String> environment, Class<?> main, Path log, String... arguments)
            throws IOException {
        return start(classPath(), environment, main, log, arguments);
    }

    static ChildProcess start(
            String classPath, Map<String, String> environment, Class<?> main, Path log, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // For minutes, on a machine that all processes share.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m"));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(List.of("-cp", classPath, ChildProcess.class.getName(), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), log);
    }

    /** Under Maven, the classes of the example are in a class loader of the plugin. */
    static String classPath() {
        if (!(ChildProcess.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        return Stream.of(loader.getURLs())
                .map(ChildProcess::path)
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs a program in this process, which ends when the process that has started it has ended: its end of the pipe is
     * closed then.
     *
     * @param arguments name of the main class, and its arguments
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is sent.
                        }
                    } catch (IOException e) {
                        // The pipe is broken, which is the same.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    /** Waits until the process has printed a line. */
    void awaitLine(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < end) {
            if (Files.readString(log, UTF_8).contains(text)) {
                return;
            }
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        List<String> printed = Files.readAllLines(log, UTF_8);
        throw new IOException("child process has not printed '" + text + "', but\n"
                + String.join("\n", printed.subList(Math.max(0, printed.size() - LAST_LINES), printed.size())));
    }

    /** Waits until the process has ended, and returns its exit code. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Kills the process, as {@code kill -9} does, and waits for its end. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks the process to end, as Ctrl-C does, and waits for its end. */
    void terminate() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** Stops all threads of the process, as a long pause of a virtual machine does. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets the threads run again after {@link #pause}. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor()
                != 0) {
            throw new IOException("signal " + name + " cannot be sent");
        }
    }

    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
