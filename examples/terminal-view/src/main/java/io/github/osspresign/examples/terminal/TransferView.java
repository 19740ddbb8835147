// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStart;
import io.github.osspresign.camel.listener.TransferStatus;
import io.github.osspresign.error.OssPresignException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * View of transfers and their environment for the person who runs an example. On a terminal, each transfer in progress has
 * a line with a bar, rate and time left, and the status is refreshed in place. Elsewhere everything is a plain line: in
 * continuous integration, in a pipe, with {@code TERM=dumb}. Names from outside cannot control the terminal, and of links
 * only a short form without the query is shown. Thread-safe.
 */
public final class TransferView implements TransferListener, AutoCloseable {

    private final Screen screen;
    private final Clock clock;
    private final List<TransferLine> transfers = new ArrayList<>();
    private List<String> status = List.of();
    private @Nullable PrintStream realErrors;

    TransferView(PrintStream out, Terminal terminal, Clock clock) {
        this.clock = clock;
        screen = terminal.isLive() ? new LiveScreen(out, terminal, clock) : new PlainScreen(out, clock);
    }

    /**
     * Returns a view on the terminal of this process, or with plain lines where it has none. On a terminal, lines of
     * {@code System.err} appear above the live lines until the view is closed.
     */
    public static TransferView ofProcess() {
        Terminal terminal = Terminal.ofProcess();
        if (!terminal.isLive()) {
            return of(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        }
        // Not System.out, because Maven replaces it by a stream that may remove escape sequences.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        TransferView view = new TransferView(out, terminal, Clock.systemUTC());
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        view.realErrors = System.err;
        System.setErr(
                new PrintStream(new LineOutput(line -> view.printError(errors, line)), true, StandardCharsets.UTF_8));
        return view;
    }

    /** Returns a view that prints plain lines. */
    public static TransferView of(PrintStream out) {
        return new TransferView(out, Terminal.NONE, Clock.systemUTC());
    }

    /** Returns a masked URL for people: first label of the host and last segment of the path, without the query. */
    public static String shortLink(String maskedUrl) {
        return ShortLink.of(maskedUrl);
    }

    /** Returns a size for people, such as {@code 5.2 MB}. */
    public static String bytes(long bytes) {
        return Amounts.bytes(bytes);
    }

    /** Returns a bar of fixed width for a status line, such as {@code [########........]  50%}. */
    public static String bar(long done, long total) {
        return Bar.text(done, total);
    }

    /** Prints a line that stays, above the live lines. It may be empty, and is never shortened. */
    public synchronized void note(String line) {
        screen.print(Bar.styled(DisplayText.harmless(line)));
    }

    /**
     * Shows lines in place of those of the call before. Without a terminal they are printed if they have changed, at most
     * every 10 seconds, and at the end.
     */
    public synchronized void status(List<String> lines) {
        status = lines.stream().map(DisplayText::harmless).toList();
        refresh(false);
    }

    /** Prints a table. Columns of numbers are aligned to the right. */
    public synchronized void table(List<String> header, List<List<String>> rows) {
        for (StyledText line : Table.lines(header, rows, screen.columns())) {
            screen.print(line);
        }
    }

    /**
     * Returns a listener for many small transfers, which shows how many of them have ended as status of this view, and a
     * table at the end of each batch.
     *
     * @param total expected number of transfers
     */
    public TransferListener counting(long total) {
        TransferCount count = new TransferCount(this, total, clock);
        status(List.of(count.line()));
        return count;
    }

    @Override
    public synchronized void started(TransferStart download) {
        TransferLine line = new TransferLine(download);
        transfers.add(line);
        screen.started(line);
        refresh(true);
    }

    @Override
    public synchronized void progress(TransferStatus progress) {
        for (TransferLine line : transfers) {
            if (line.isOf(progress.transfer())) {
                line.progress(progress);
            }
        }
        refresh(false);
    }

    @Override
    public synchronized void retrying(TransferStart download, OssPresignException failure) {
        for (TransferLine line : transfers) {
            if (line.isOf(download)) {
                screen.print(line.retrying(failure));
            }
        }
    }

    @Override
    public synchronized void finished(TransferEnd end) {
        for (TransferLine line : List.copyOf(transfers)) {
            if (line.isOf(end.transfer())) {
                transfers.remove(line);
                refresh(false);
                screen.print(line.finished(end, screen.columns()));
            }
        }
    }

    @Override
    public synchronized void batchFinished(String exchangeId, LinkSummary summary) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(Outcome.DOWNLOADED.label(), summary.downloaded()));
        rows.add(row("duplicates", summary.duplicates()));
        for (Map.Entry<String, Integer> failure : summary.failed().entrySet()) {
            rows.add(row(failure.getKey(), failure.getValue()));
        }
        rows.add(row("total", summary.links()));
        note("");
        table(List.of("outcome", "links"), rows);
        note("");
    }

    private static List<String> row(String name, int number) {
        return List.of(name, String.valueOf(number));
    }

    /** Leaves the last status on the screen. Further notes are plain lines. */
    @Override
    public synchronized void close() {
        transfers.clear();
        refresh(true);
        screen.close();
        if (realErrors != null) {
            System.err.flush();
            System.setErr(realErrors);
            realErrors = null;
        }
    }

    synchronized void printError(PrintStream errors, byte[] line) {
        screen.above(() -> errors.writeBytes(line));
    }

    private void refresh(boolean now) {
        screen.live(List.copyOf(transfers), status, now);
    }
}
