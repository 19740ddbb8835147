package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.OssPresignException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What downloads have added up to since the start or the last reset. */
public final class DownloadCounts implements DownloadListener {

    /** Enough to see whether failures are of one kind. */
    private static final int FAILURES_KEPT = 10;

    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder resumedBytes = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder verificationFailures = new LongAdder();
    private final Deque<DownloadEnd> lastFailures = new ArrayDeque<>();
    private volatile @Nullable DownloadEnd last;

    DownloadCounts() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    @Override
    public void retrying(DownloadStart download, OssPresignException failure) {
        retries.increment();
        countVerification(failure);
    }

    @Override
    public void finished(DownloadEnd end) {
        adder(end.outcome()).increment();
        TransferredObject facts = end.facts();
        if (facts != null) {
            bytes.add(facts.transferredBytes());
            resumedBytes.add(facts.resumedBytes());
        }
        String type = end.failureType();
        if (type != null) {
            failures.computeIfAbsent(type, missing -> new LongAdder()).increment();
            countVerification(end.failure());
            keep(end);
        }
        last = end;
    }

    private void countVerification(@Nullable Throwable failure) {
        if (failure instanceof ChecksumMismatchException) {
            verificationFailures.increment();
        }
    }

    private void keep(DownloadEnd failure) {
        synchronized (lastFailures) {
            lastFailures.addFirst(failure);
            if (lastFailures.size() > FAILURES_KEPT) {
                lastFailures.removeLast();
            }
        }
    }

    /** Downloads that ended like that. */
    public long of(Outcome outcome) {
        return adder(outcome).sum();
    }

    /** Failed downloads by the simple name of their exception's class. */
    public Map<String, Long> failures() {
        Map<String, Long> sums = new TreeMap<>();
        failures.forEach((type, count) -> sums.put(type, count.sum()));
        return sums;
    }

    /** Bytes that finished downloads got over the wire. */
    public long bytes() {
        return bytes.sum();
    }

    /** Bytes that finished downloads did not have to get, since an earlier one had. */
    public long resumedBytes() {
        return resumedBytes.sum();
    }

    /** Attempts beyond the first ones. */
    public long retries() {
        return retries.sum();
    }

    /** Attempts whose bytes did not pass the check, or could not be checked and had to be. */
    public long verificationFailures() {
        return verificationFailures.sum();
    }

    /** {@code null} where nothing has ended yet. */
    public @Nullable DownloadEnd last() {
        return last;
    }

    /** The failures of late, the last one first. */
    public List<DownloadEnd> lastFailures() {
        synchronized (lastFailures) {
            return List.copyOf(lastFailures);
        }
    }

    /** Begins to count anew. */
    public void reset() {
        outcomes.values().forEach(LongAdder::reset);
        failures.clear();
        bytes.reset();
        resumedBytes.reset();
        retries.reset();
        verificationFailures.reset();
        synchronized (lastFailures) {
            lastFailures.clear();
        }
        last = null;
    }

    private LongAdder adder(Outcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }
}
