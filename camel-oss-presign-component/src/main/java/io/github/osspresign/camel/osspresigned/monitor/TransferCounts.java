// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.OssPresignException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counters of all transfers of an endpoint since its start. */
public final class TransferCounts implements TransferListener {

    private static final int MAX_LAST_FAILURES = 10;

    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
    private final LongAdder bytes = new LongAdder();
    private final LongAdder resumedBytes = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder verificationFailures = new LongAdder();
    private final Deque<TransferEnd> lastFailures = new ArrayDeque<>();

    TransferCounts() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    @Override
    public void retrying(TransferStart transfer, OssPresignException failure) {
        retries.increment();
        countVerification(failure);
    }

    @Override
    public void finished(TransferEnd end) {
        adder(end.outcome()).increment();
        TransferredObject object = end.object();
        if (object != null) {
            bytes.add(object.transferredBytes());
            resumedBytes.add(object.resumedBytes());
        }
        if (end.failure() != null) {
            countVerification(end.failure());
            keep(end);
        }
    }

    private void countVerification(@Nullable Throwable failure) {
        if (failure instanceof ChecksumMismatchException) {
            verificationFailures.increment();
        }
    }

    private void keep(TransferEnd failure) {
        synchronized (lastFailures) {
            lastFailures.addFirst(failure);
            if (lastFailures.size() > MAX_LAST_FAILURES) {
                lastFailures.removeLast();
            }
        }
    }

    /** Returns the number of transfers with an outcome. */
    public long of(Outcome outcome) {
        return adder(outcome).sum();
    }

    /** Returns the bytes that finished transfers have transferred over the network. */
    public long bytes() {
        return bytes.sum();
    }

    /** Returns the bytes that finished downloads have taken from part files of earlier ones. */
    public long resumedBytes() {
        return resumedBytes.sum();
    }

    /** Returns the number of attempts after the first one of each transfer. */
    public long retries() {
        return retries.sum();
    }

    /** Returns the number of attempts that failed the verification, or for which a required verification was impossible. */
    public long verificationFailures() {
        return verificationFailures.sum();
    }

    /** Returns the last 10 failures, the most recent one first. */
    public List<TransferEnd> lastFailures() {
        synchronized (lastFailures) {
            return List.copyOf(lastFailures);
        }
    }

    private LongAdder adder(Outcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }
}
