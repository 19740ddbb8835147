// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Terminal whose last lines are live. The cursor rests in the line below them, so that the prompt of a shell has a
 * separate line after the program was killed. A frame is one write. Long live lines are cut off instead of wrapped,
 * because the next frame has to know how many lines it replaces.
 */
final class LiveScreen implements Screen {

    private static final Duration FRAME = Duration.ofMillis(100);
    private static final int MAX_TRANSFERS = 8;
    private static final String CUT_LONG_LINES = "\033[?7l";
    private static final String WRAP_LONG_LINES = "\033[?7h";
    private static final String ERASE_BELOW = "\033[J";

    private final PrintStream out;
    private final Terminal terminal;
    private final Clock clock;
    private List<TransferLine> transfers = List.of();
    private List<String> status = List.of();
    private int drawn;
    private Instant drawnAt = Instant.MIN;

    LiveScreen(PrintStream out, Terminal terminal, Clock clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public void print(StyledText line) {
        write(erased() + line.shown(terminal.colours()) + "\n" + frame());
    }

    @Override
    public void above(Runnable printing) {
        write(erased());
        printing.run();
        write(frame());
    }

    /** The transfer has a live line. */
    @Override
    public void started(TransferLine transfer) {}

    @Override
    public void live(List<TransferLine> transfers, List<String> status, boolean now) {
        this.transfers = transfers;
        this.status = status;
        if (now || drawnAt.isBefore(clock.instant().minus(FRAME))) {
            write(erased() + frame());
        }
    }

    /** One less than the terminal has, because some wrap a line that is full. */
    @Override
    public int columns() {
        return terminal.size().get().columns() - 1;
    }

    @Override
    public void close() {
        drawn = 0;
        transfers = List.of();
        status = List.of();
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }

    private String erased() {
        String erased = drawn == 0 ? "" : "\033[" + drawn + "A\r" + ERASE_BELOW;
        drawn = 0;
        return erased;
    }

    private String frame() {
        List<StyledText> lines = lines();
        drawn = lines.size();
        drawnAt = clock.instant();
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder frame = new StringBuilder(CUT_LONG_LINES);
        lines.forEach(line -> frame.append(line.shown(terminal.colours())).append('\n'));
        return frame.append(WRAP_LONG_LINES).toString();
    }

    /** The lines that fit, without the one of the cursor. Lines that have left the screen cannot be replaced. */
    private List<StyledText> lines() {
        int columns = columns();
        int rows = Math.max(1, terminal.size().get().rows() - 1);
        List<StyledText> lines = new ArrayList<>();
        for (TransferLine transfer : transfers.subList(0, Math.min(MAX_TRANSFERS, transfers.size()))) {
            lines.add(transfer.live(columns));
        }
        if (transfers.size() > MAX_TRANSFERS) {
            lines.add(StyledText.of("   and " + (transfers.size() - MAX_TRANSFERS) + " more", Style.FAINT));
        }
        for (String line : status) {
            lines.add(Bar.styled(DisplayText.cutEnd(line, columns)));
        }
        return lines.subList(Math.max(0, lines.size() - rows), lines.size());
    }
}
