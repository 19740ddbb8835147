package io.github.osspresign.examples.sharebymail;

import io.github.osspresign.download.Progress;
import io.github.osspresign.download.ProgressListener;
import java.io.PrintStream;

/** One line of a terminal that fills as a download gets on. */
final class ProgressBar implements ProgressListener {

    private static final int WIDTH = 40;

    private final PrintStream out;

    ProgressBar(PrintStream out) {
        this.out = out;
    }

    @Override
    public void progress(Progress progress) {
        long total = Math.max(progress.total(), 1);
        int filled = progress.done() ? WIDTH : (int) (WIDTH * Math.min(progress.bytes(), total) / total);
        out.print("\r    [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] "
                + LinkMail.readable(progress.bytes()) + (progress.done() ? ", verified\n" : "   "));
        out.flush();
    }
}
