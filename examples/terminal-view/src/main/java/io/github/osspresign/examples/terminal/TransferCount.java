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

    private String line() {
        double seconds = Math.max(1, Duration.between(begun, clock.instant()).toMillis()) / 1000.0;
        double perSecond = done / seconds;
        Duration left = Duration.ofSeconds(Math.round(Math.max(0, total - done) / perSecond));
        return String.format(
                Locale.ROOT,
                "   %s  %,d of %,d links, %,.0f/s%s%s",
                Bar.text(done, total),
                done,
                total,
                perSecond,
                done < total
                        ? ", " + Amounts.clock(left) + " left"
                        : " in " + Amounts.seconds(Duration.between(begun, clock.instant())),
                failed == 0 ? "" : String.format(Locale.ROOT, ", %,d failed", failed));
    }

    @Override
    public void batchFinished(String exchangeId, LinkSummary summary) {
        view.batchFinished(exchangeId, summary);
    }
}
