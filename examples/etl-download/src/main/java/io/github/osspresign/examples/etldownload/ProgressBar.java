package io.github.osspresign.examples.etldownload;

import io.github.osspresign.camel.osspresigned.monitor.DownloadEnd;
import io.github.osspresign.camel.osspresigned.monitor.DownloadListener;
import io.github.osspresign.camel.osspresigned.monitor.LinkSummary;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a terminal that fills as links are used; where there is no terminal, ten lines. What became of the links is
 * said at the end of each manifest.
 */
final class ProgressBar implements DownloadListener {

    private static final int WIDTH = 40;
    private static final long FRAME_NANOS = Duration.ofMillis(200).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private final long total;
    private final long begun = System.nanoTime();
    private final List<LinkSummary> summaries = new ArrayList<>();
    private long done;
    private long shown;
    private long shownAt = begun - FRAME_NANOS;

    /** @param total how many links there are */
    ProgressBar(PrintStream out, boolean terminal, long total) {
        this.out = out;
        this.terminal = terminal;
        this.total = Math.max(total, 1);
    }

    @Override
    public synchronized void finished(DownloadEnd end) {
        done++;
        long now = System.nanoTime();
        boolean due = terminal ? now - shownAt >= FRAME_NANOS : (done - shown) * 10 >= total;
        if (due || done == total) {
            shown = done;
            shownAt = now;
            show(Math.max(1, now - begun));
        }
    }

    private void show(long nanos) {
        int filled = (int) (WIDTH * Math.min(done, total) / total);
        double perSecond = done * 1e9 / nanos;
        long secondsLeft = Math.round((total - Math.min(done, total)) / perSecond);
        out.printf(
                "%s   [%s%s] %d of %d links, %.0f a second, %d:%02d left %s",
                terminal ? "\r" : "",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                done,
                total,
                perSecond,
                secondsLeft / 60,
                secondsLeft % 60,
                terminal && done < total ? "" : System.lineSeparator());
        out.flush();
    }

    @Override
    public synchronized void batchFinished(String exchangeId, LinkSummary summary) {
        summaries.add(summary);
        out.println("   " + summary);
    }

    /** What became of the links, a summary for each manifest with several. */
    synchronized List<LinkSummary> summaries() {
        return List.copyOf(summaries);
    }
}
