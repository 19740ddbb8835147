// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Plain lines, each printed at once, so that lines of other programs and streams can come between them. */
final class PlainScreen implements Screen {

    private static final Duration STATUS_INTERVAL = Duration.ofSeconds(10);

    private final PrintStream out;
    private final Clock clock;
    private List<String> printed = List.of();
    private Instant printedAt = Instant.MIN;

    PlainScreen(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void print(StyledText line) {
        print(line.plain());
    }

    private void print(String text) {
        out.print(text + System.lineSeparator());
        out.flush();
    }

    @Override
    public void above(Runnable printing) {
        printing.run();
    }

    @Override
    public void started(TransferLine transfer) {
        print(transfer.started());
    }

    @Override
    public void live(List<TransferLine> transfers, List<String> status, boolean now) {
        boolean due = now || printedAt.isBefore(clock.instant().minus(STATUS_INTERVAL));
        if (due && !status.isEmpty() && !status.equals(printed)) {
            print(String.join(System.lineSeparator(), status));
            printed = status;
            printedAt = clock.instant();
        }
    }

    /** A reader of a file can scroll. */
    @Override
    public int columns() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void close() {
        out.flush();
    }
}
