// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.examples.terminal.TransferView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Shows how far the workers are with the links that have been sent since its start, and waits for them. */
final class Progress implements AutoCloseable {

    private static final Duration FRAME = Duration.ofMillis(300);
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(3);

    private final Lag lag;
    private final TransferView view;
    private final long doneBefore;
    private final long failedBefore;
    private final long begun = System.nanoTime();
    private long total;
    private long done;
    private long failed;

    Progress(Configuration configuration, TransferView view) throws ExecutionException, InterruptedException {
        this.lag = new Lag(configuration);
        this.view = view;
        this.doneBefore =
                lag.partitions().stream().mapToLong(Lag.Partition::committed).sum();
        this.failedBefore = lag.failed();
    }

    /** Returns the number of links that were sent. */
    long total() {
        return total;
    }

    /**
     * Waits until the workers have committed a fraction of the links.
     *
     * @throws IOException if nothing has happened for minutes
     */
    void awaitDone(double fraction) throws IOException, InterruptedException {
        long changed = System.nanoTime();
        do {
            long before = done;
            view.status(List.of(status()));
            if (done != before) {
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > LONGEST_STANDSTILL.toNanos()) {
                throw new IOException(
                        "workers: no link was processed for " + LONGEST_STANDSTILL.toMinutes() + " minutes");
            }
            TimeUnit.NANOSECONDS.sleep(FRAME.toNanos());
        } while (done < fraction * total);
    }

    private String status() throws InterruptedException {
        String remark = "";
        try {
            List<Lag.Partition> now = lag.partitions();
            total = now.stream().mapToLong(Lag.Partition::end).sum() - doneBefore;
            done = now.stream().mapToLong(Lag.Partition::committed).sum() - doneBefore;
            failed = lag.failed() - failedBefore;
        } catch (ExecutionException e) {
            remark = ", the broker does not respond";
        }
        long rate = done * 1_000_000_000 / (System.nanoTime() - begun);
        return "   %,d of %,d links, %,d a second, %,d failed%s".formatted(done, total, rate, failed, remark);
    }

    @Override
    public void close() {
        lag.close();
    }
}
