// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferStart;
import io.github.osspresign.camel.listener.TransferStatus;
import io.github.osspresign.camel.listener.TransferredObject;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.model.AlreadySeen;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/** Monitored transfer, from {@link TransferMonitor#start} to its outcome, which is reported once. */
public final class MonitoredTransfer implements ProgressListener {

    private final TransferMonitor monitor;
    private final TransferStart start;
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    private volatile @Nullable TransferStatus latest;

    /** Bytes and time from which the speed is measured. */
    private long firstBytes;

    private Instant firstTime;

    MonitoredTransfer(TransferMonitor monitor, TransferStart start) {
        this.monitor = monitor;
        this.start = start;
        this.firstTime = start.startedAt();
    }

    @Override
    public void progress(TransferProgress progress) {
        Instant time = monitor.now();
        TransferStatus previous = latest;
        if (previous == null || progress.bytes() < previous.bytes()) {
            // The first bytes may come from an earlier download. A restarted transfer has fewer bytes than before.
            firstBytes = progress.bytes();
            firstTime = time;
        }
        double seconds = Duration.between(firstTime, time).toNanos() / 1e9;
        long speed = seconds <= 0 ? -1 : Math.round((progress.bytes() - firstBytes) / seconds);
        Duration timeLeft = progress.total() < 0 || speed < 1
                ? null
                : Duration.ofSeconds((long) Math.ceil((double) (progress.total() - progress.bytes()) / speed));
        TransferStatus now =
                new TransferStatus(start, progress.fileName(), progress.bytes(), progress.total(), speed, timeLeft);
        latest = now;
        monitor.progress(now);
    }

    @Override
    public void responseReceived(Instant serviceTime) {
        Duration clockSkew = Duration.between(monitor.now(), serviceTime);
        monitor.notifyListeners(listener -> listener.responseReceived(start, clockSkew));
    }

    @Override
    public void retrying(OssPresignException failure) {
        monitor.notifyListeners(listener -> listener.retrying(start, failure));
    }

    /** Reports the result of a download. A stream is still open and reports its outcome later. */
    public void ended(DownloadResult result) {
        if (result instanceof Downloaded object) {
            ended(Outcome.DOWNLOADED, transferred(object));
        } else if (result instanceof AlreadySeen) {
            ended(Outcome.DUPLICATE, null);
        } else if (result instanceof ExistingFile) {
            ended(Outcome.EXISTING, null);
        }
    }

    private static TransferredObject transferred(Downloaded object) {
        return new TransferredObject(
                FileUtil.stripPath(object.fileName()),
                object.length(),
                object.verified(),
                object.attempts(),
                object.resumedBytes());
    }

    /** Reports an outcome. The object is {@code null} if none was transferred. */
    public void ended(Outcome outcome, @Nullable TransferredObject object) {
        end(outcome, object, null);
    }

    /** Reports a failure. */
    public void failed(Throwable failure) {
        end(Outcome.FAILED, null, failure);
    }

    /** Returns the outcome, or {@code null} before the end. */
    public @Nullable Outcome outcome() {
        return outcome.get();
    }

    TransferStart start() {
        return start;
    }

    /** Reports the first outcome only, because a stream may be read to its end and then closed. */
    private void end(Outcome outcome, @Nullable TransferredObject object, @Nullable Throwable failure) {
        if (this.outcome.compareAndSet(null, outcome)) {
            monitor.end(this, new TransferEnd(start, outcome, object, failure, monitor.now()));
        }
    }
}
