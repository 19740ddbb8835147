// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import io.github.osspresign.examples.terminal.Terminal.Size;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Size of the terminal of this process, as {@code stty} tells it, which takes a few milliseconds. It is asked again every
 * two seconds at most. Libraries tell a change at once, but their native code warns on new versions of Java, and their
 * handlers of signals would prevent that Ctrl-C runs the shutdown hooks.
 */
final class TerminalSize implements Supplier<Size> {

    private static final Duration VALIDITY = Duration.ofSeconds(2);

    private final Clock clock;
    private Size size = Size.USUAL;
    private Instant askedAt = Instant.MIN;

    TerminalSize(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Size get() {
        Instant now = clock.instant();
        if (askedAt.isBefore(now.minus(VALIDITY))) {
            askedAt = now;
            size = ask();
        }
        return size;
    }

    private static Size ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Not on this system.
            return Size.USUAL;
        }
    }

    /** Returns the size in the form {@code rows columns}, or the usual one if it is unknown, which may be given as 0. */
    static Size parse(String text) {
        String[] numbers = text.strip().split(" ", -1);
        try {
            int rows = Integer.parseInt(numbers[0]);
            int columns = Integer.parseInt(numbers[numbers.length - 1]);
            return rows > 0 && columns > 0 ? new Size(columns, rows) : Size.USUAL;
        } catch (NumberFormatException e) {
            return Size.USUAL;
        }
    }
}
