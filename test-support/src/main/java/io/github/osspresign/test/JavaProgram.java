// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Main class on the class path of a test, in a separate process. */
public final class JavaProgram {

    /** A terminated program ends in less than two seconds on a quiet machine. */
    private static final long MAX_SECONDS = 15;

    private static final int TERMINATED = 143;
    private static final int WRONG_USAGE = 2;

    private static final Duration PROMPT = Duration.ofSeconds(3);
    /** A program of one line takes 0.1 s on a quiet machine, so these many of it take {@link #PROMPT} there. */
    private static final int PROMPT_IN_SHORTEST_PROGRAMS = 30;
    /** Load on the machine only adds time, so one good measurement is enough. */
    private static final int MEASUREMENTS = 3;

    private final Process process;
    private final BufferedReader output;

    private JavaProgram(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    /**
     * Starts a program.
     *
     * @param temporaryFiles folder that the program uses for its temporary files
     */
    public static JavaProgram start(Class<?> main, Path temporaryFiles, String... arguments) throws IOException {
        return new JavaProgram(JavaCommand.of(main, List.of("-Djava.io.tmpdir=" + temporaryFiles), arguments)
                .redirectErrorStream(true)
                .start());
    }

    /** Returns the rest of the output, to its end. */
    private List<String> output() {
        return output.lines().toList();
    }

    /**
     * Terminates the program when it has printed a line, and waits for its end. Java ends in the same way on Ctrl-C, whose
     * signal is ignored by programs that a shell runs in the background.
     *
     * @param text part of the line
     * @throws AssertionError if there is no such line, or if the program does not end at once, with the exit status of a
     *     terminated program and without the trace of an exception
     */
    public void terminateAt(String text) throws IOException, InterruptedException {
        try {
            require(output.lines().anyMatch(line -> line.contains(text)), "a line with '" + text + "'");
            process.toHandle().destroy();
            require(process.waitFor(MAX_SECONDS, TimeUnit.SECONDS), "an end within " + MAX_SECONDS + " seconds");
            require(process.exitValue() == TERMINATED, "status " + TERMINATED + " instead of " + process.exitValue());
            List<String> rest = output();
            require(rest.stream().noneMatch(line -> line.contains("Exception in thread")), "no exception in " + rest);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Checks that a program names a wrong argument, prints its usage and ends with status 2.
     *
     * @throws AssertionError if it does not
     */
    public static void requireUsage(Class<?> main, Path temporaryFiles) throws IOException, InterruptedException {
        JavaProgram program = start(main, temporaryFiles, "--wrong");
        List<String> output = program.output();
        require(output.stream().anyMatch(line -> line.contains("'--wrong'")), "'--wrong' in " + output);
        require(output.stream().anyMatch(line -> line.startsWith("Usage: ")), "the usage in " + output);
        int status = program.process.waitFor();
        require(status == WRONG_USAGE, "status " + WRONG_USAGE + " instead of " + status);
    }

    /**
     * Checks that a program prints a line within 3 seconds. On a busy machine it may take more, but not more than the
     * shortest program of Java took just before and after, 30 times.
     *
     * @param text part of the line
     * @throws AssertionError if it is late each time, or if there is no such line
     */
    public static void requireLinePromptly(Class<?> main, Path temporaryFiles, String text)
            throws IOException, InterruptedException {
        List<Duration> late = new ArrayList<>();
        while (late.size() < MEASUREMENTS) {
            Duration before = timeOf(ShortestProgram.class, temporaryFiles, ShortestProgram.LINE);
            Duration time = timeOf(main, temporaryFiles, text);
            Duration after = timeOf(ShortestProgram.class, temporaryFiles, ShortestProgram.LINE);
            Duration shortest = before.compareTo(after) > 0 ? before : after;
            Duration busy = shortest.multipliedBy(PROMPT_IN_SHORTEST_PROGRAMS);
            System.out.println(main.getSimpleName() + ": '" + text + "' after " + time.toMillis()
                    + " ms, the shortest program: " + shortest.toMillis() + " ms");
            if (time.compareTo(PROMPT) <= 0 || time.compareTo(busy) <= 0) {
                return;
            }
            late.add(time);
        }
        throw new AssertionError(
                "'" + text + "' of " + main.getSimpleName() + ": must be printed within " + PROMPT + ", took " + late);
    }

    private static Duration timeOf(Class<?> main, Path temporaryFiles, String text)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        JavaProgram program = start(main, temporaryFiles);
        try {
            require(program.output.lines().anyMatch(line -> line.contains(text)), "a line with '" + text + "'");
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            program.process.toHandle().destroy();
            require(
                    program.process.waitFor(MAX_SECONDS, TimeUnit.SECONDS),
                    "an end within " + MAX_SECONDS + " seconds");
            return time;
        } finally {
            program.process.destroyForcibly();
        }
    }

    private static void require(boolean met, String expected) {
        if (!met) {
            throw new AssertionError("program: expected " + expected);
        }
    }
}
