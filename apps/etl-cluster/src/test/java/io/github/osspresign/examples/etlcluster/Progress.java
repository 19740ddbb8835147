// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.examples.terminal.TransferView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Shows how far the workers are with the links that have been sent since its start, and waits for them. */
final class Progress implements AutoCloseable {

    private static final Duration FRAME = Duration.ofMillis(300);
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(3);

    private final Lag lag;
    private final TransferView view;
    private final List<Lag.Partition> begin;
    private final long failedBefore;
    private final long begun = System.nanoTime();
    private List<Lag.Partition> now;
    private long failed;

    Progress(Configuration configuration, TransferView view) throws ExecutionException, InterruptedException {
        this.lag = new Lag(configuration);
        this.view = view;
        this.begin = lag.partitions();
        this.failedBefore = lag.failed();
        this.now = begin;
    }

    /** Returns the number of links that were sent. */
    long total() {
        return sum(now, begin, true);
    }

    private long done() {
        return sum(now, begin, false);
    }

    private static long sum(List<Lag.Partition> now, List<Lag.Partition> begin, boolean sent) {
        long sum = 0;
        for (int i = 0; i < now.size(); i++) {
            sum += (sent ? now.get(i).end() : now.get(i).committed())
                    - begin.get(i).committed();
        }
        return sum;
    }

    /**
     * Waits until the workers have committed a fraction of the links.
     *
     * @throws IOException if nothing has happened for minutes
     */
    void awaitDone(double fraction) throws IOException, InterruptedException {
        long changed = System.nanoTime();
        do {
            long before = done();
            view.status(status());
            if (done() != before) {
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > LONGEST_STANDSTILL.toNanos()) {
                throw new IOException(
                        "workers: no link was processed for " + LONGEST_STANDSTILL.toMinutes() + " minutes");
            }
            TimeUnit.NANOSECONDS.sleep(FRAME.toNanos());
        } while (done() < fraction * total());
    }

    private List<String> status() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        String remark = "";
        try {
            now = lag.partitions();
            failed = lag.failed() - failedBefore;
        } catch (ExecutionException e) {
            remark = ", the broker does not respond";
        }
        for (int i = 0; i < now.size(); i++) {
            Lag.Partition part = now.get(i);
            long first = begin.get(i).committed();
            lines.add("   partition %d %s %,d waiting, %s"
                    .formatted(
                            part.number(),
                            TransferView.bar(part.committed() - first, Math.max(1, part.end() - first)),
                            part.waiting(),
                            part.worker() == null ? "no worker" : part.worker()));
        }
        lines.add("   %,d of %,d links, %,d a second, %,d failed%s".formatted(done(), total(), rate(), failed, remark));
        return lines;
    }

    private long rate() {
        return done() * 1_000_000_000 / (System.nanoTime() - begun);
    }

    @Override
    public void close() {
        lag.close();
    }
}
