// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Progress of many small transfers in one line, which stays when the last one has ended. */
final class TransferCount implements TransferListener {

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
    public synchronized void finished(TransferEnd end) {
        done++;
        failed += end.outcome() == Outcome.FAILED ? 1 : 0;
        if (done == total) {
            view.status(List.of());
            view.note(line());
        } else {
            view.status(List.of(line()));
        }
    }

    /** Returns the line with the most important parts first, because a narrow terminal cuts it off. */
    synchronized String line() {
        Duration time = Duration.between(begun, clock.instant());
        double perSecond = time.compareTo(MIN_TIME) < 0 ? 0 : done / (time.toMillis() / 1000.0);
        List<String> parts = new ArrayList<>();
        parts.add(format("   %s  %,d of %,d links", Bar.text(done, total), done, total)
                + (done == total ? " in " + Amounts.seconds(time) : ""));
        if (perSecond > 0 && done < total) {
            parts.add(Amounts.clock(Duration.ofSeconds(Math.round((total - done) / perSecond))) + " left");
        }
        if (failed > 0) {
            parts.add(format("%,d failed", failed));
        }
        if (perSecond > 0) {
            parts.add(format("%,.0f/s", perSecond));
        }
        return String.join(", ", parts);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    @Override
    public void batchFinished(String exchangeId, LinkSummary summary) {
        view.batchFinished(exchangeId, summary);
    }
}
