// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the server from the command line until the process is stopped. */
public final class DevServerMain {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private DevServerMain() {}

    public static void main(String[] arguments) {
        int status = run(System.out, System.err, arguments);
        // A started server keeps the process alive with its listener.
        if (status != 0) {
            System.exit(status);
        }
    }

    /**
     * Starts the server and returns 0, or prints the problem and returns another exit code: 2 for wrong usage, 1
     * otherwise.
     */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        CommandLine command = commandLine(out, err);
        try {
            return command.execute(OptionFile.expand(command, arguments));
        } catch (ParameterException e) {
            return wrongUsage(e);
        } catch (UncheckedIOException e) {
            return failed(command, e);
        }
    }

    static CommandLine commandLine(PrintStream out, PrintStream err) {
        CommandLine command = new CommandLine(new ServerCommand(out))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setOverwrittenOptionsAllowed(true)
                // A secret may start with @, which picocli would take for the name of an argument file.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, args) -> wrongUsage(e))
                .setExecutionExceptionHandler(DevServerMain::executionFailed);
        command.getCommandSpec().usageMessage().footer(ServerCommand.footer());
        return command;
    }

    private static int executionFailed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (e instanceof UncheckedIOException failure) {
            return failed(command, failure);
        }
        if (e instanceof IllegalArgumentException) {
            return wrongUsage(new ParameterException(command, e.getMessage(), e));
        }
        throw e;
    }

    private static int wrongUsage(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println(e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try --help.");
        return WRONG_USAGE;
    }

    private static int failed(CommandLine command, UncheckedIOException e) {
        command.getErr().println(e.getMessage());
        return FAILED;
    }
}
