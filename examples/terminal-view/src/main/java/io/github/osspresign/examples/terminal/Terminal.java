// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import java.io.Console;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Capabilities of the output.
 *
 * @param isLive whether lines can be refreshed in place
 * @param colours whether text can have colours
 * @param size current size; it changes when the person resizes the window
 */
record Terminal(boolean isLive, boolean colours, Supplier<Size> size) {

    /** No terminal: a file, a pipe, a job of continuous integration. */
    static final Terminal NONE = new Terminal(false, false, () -> Size.USUAL);

    /** Size in characters. */
    record Size(int columns, int rows) {
        static final Size USUAL = new Size(80, 24);
    }

    static Terminal ofProcess() {
        return of(System.getenv(), isConsole(), new TerminalSize(Clock.systemUTC()));
    }

    /**
     * Returns what the environment tells.
     *
     * @param interactive whether input and output are those of a terminal
     */
    static Terminal of(Map<String, String> environment, boolean interactive, Supplier<Size> size) {
        String type = environment.getOrDefault("TERM", "");
        // Windows Terminal sets the latter only.
        boolean capable = type.isEmpty() ? environment.containsKey("WT_SESSION") : !type.equals("dumb");
        boolean live = interactive && capable && !isSet(environment, "CI");
        // https://no-color.org
        return live ? new Terminal(true, !isSet(environment, "NO_COLOR"), size) : NONE;
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    /** From Java 22 on, a console need not be a terminal; it has a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isConsole() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
