package io.github.osspresign.examples.terminal;

import io.github.osspresign.camel.osspresigned.monitor.DownloadEnd;
import io.github.osspresign.camel.osspresigned.monitor.DownloadListener;
import io.github.osspresign.camel.osspresigned.monitor.LinkSummary;
import io.github.osspresign.camel.osspresigned.monitor.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Progress of many small transfers in one line, which stays when the last one has ended. */
final class TransferCount implements DownloadListener {

    /** Before, the rate says little. */
    private static final Duration MIN_TIME = Duration.ofSeconds(1);

    private final TransferView view;
    private final long total;
    private final Clock clock;
    private final Instant begun;
    private long done;
    private long failed;

    TransferCount(TransferView view, long total, Clock clock) {
        this.view = view;
        this.total = total;
        this.clock = clock;
        this.begun = clock.instant();
    }

    @Override
    public synchronized void finished(DownloadEnd end) {
        done++;
        failed += end.outcome() == Outcome.FAILED ? 1 : 0;
        if (done == total) {
            view.status(List.of());
            view.note(line());
        } else {
            view.status(List.of(line()));
        }
    }

    synchronized String line() {
        Duration time = Duration.between(begun, clock.instant());
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "   %s  %,d of %,d links", Bar.text(done, total), done, total));
        if (done > 0 && time.compareTo(MIN_TIME) >= 0) {
            double perSecond = done / (time.toMillis() / 1000.0);
            line.append(String.format(Locale.ROOT, ", %,.0f/s", perSecond));
            if (done < total) {
                line.append(", ")
                        .append(Amounts.clock(Duration.ofSeconds(Math.round((total - done) / perSecond))))
                        .append(" left");
            }
        }
        if (done == total) {
            line.append(" in ").append(Amounts.seconds(time));
        }
        return failed == 0
                ? line.toString()
                : line.append(String.format(Locale.ROOT, ", %,d failed", failed))
                        .toString();
    }

    @Override
    public void batchFinished(String exchangeId, LinkSummary summary) {
        view.batchFinished(exchangeId, summary);
    }
}
