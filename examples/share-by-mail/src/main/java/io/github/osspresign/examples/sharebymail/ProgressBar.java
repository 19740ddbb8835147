package io.github.osspresign.examples.sharebymail;

import io.github.osspresign.camel.osspresigned.monitor.DownloadEnd;
import io.github.osspresign.camel.osspresigned.monitor.DownloadListener;
import io.github.osspresign.camel.osspresigned.monitor.DownloadProgress;
import io.github.osspresign.camel.osspresigned.monitor.TransferredObject;
import java.io.PrintStream;

/** One line of a terminal that fills as a download gets on. */
final class ProgressBar implements DownloadListener {

    private static final int WIDTH = 40;

    private final PrintStream out;

    ProgressBar(PrintStream out) {
        this.out = out;
    }

    @Override
    public void progress(DownloadProgress progress) {
        long total = Math.max(progress.total(), 1);
        draw((int) (WIDTH * Math.min(progress.bytes(), total) / total), progress.bytes(), "   ");
    }

    @Override
    public void finished(DownloadEnd end) {
        TransferredObject object = end.object();
        if (object != null) {
            draw(WIDTH, object.length(), ", verified\n");
        }
    }

    private void draw(int filled, long bytes, String rest) {
        out.print("\r    [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + Ledger.readable(bytes) + rest);
        out.flush();
    }
}
