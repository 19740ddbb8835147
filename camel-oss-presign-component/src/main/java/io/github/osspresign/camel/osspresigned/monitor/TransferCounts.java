// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.OssPresignException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counters of all transfers of an endpoint since its start, and the last failures. */
final class TransferCounts implements TransferListener {

    private static final int MAX_LAST_FAILURES = 10;

    /** Bytes over the network, of finished transfers only. */
    private static final String BYTES = "bytes";

    private static final String RESUMED_BYTES = "resumedBytes";
    private static final String RETRIES = "retries";

    /** Attempts with a wrong checksum, or without a required one. */
    private static final String VERIFICATION_FAILURES = "verificationFailures";

    private final Map<String, LongAdder> counters = new LinkedHashMap<>();
    private final Deque<TransferEnd> lastFailures = new ArrayDeque<>();

    TransferCounts() {
        for (Outcome outcome : Outcome.values()) {
            counters.put(outcome.label(), new LongAdder());
        }
        for (String name : List.of(BYTES, RESUMED_BYTES, RETRIES, VERIFICATION_FAILURES)) {
            counters.put(name, new LongAdder());
        }
    }

    @Override
    public void retrying(TransferStart transfer, OssPresignException failure) {
        add(RETRIES, 1);
        countVerification(failure);
    }

    @Override
    public void finished(TransferEnd end) {
        add(end.outcome().label(), 1);
        TransferredObject object = end.object();
        if (object != null) {
            add(BYTES, object.transferredBytes());
            add(RESUMED_BYTES, object.resumedBytes());
        }
        if (end.failure() != null) {
            countVerification(end.failure());
            keep(end);
        }
    }

    private void countVerification(Throwable failure) {
        if (failure instanceof ChecksumMismatchException) {
            add(VERIFICATION_FAILURES, 1);
        }
    }

    private void add(String counter, long count) {
        Objects.requireNonNull(counters.get(counter)).add(count);
    }

    private void keep(TransferEnd failure) {
        synchronized (lastFailures) {
            lastFailures.addFirst(failure);
            if (lastFailures.size() > MAX_LAST_FAILURES) {
                lastFailures.removeLast();
            }
        }
    }

    /** Returns the counters by outcome and name. */
    Map<String, Long> totals() {
        Map<String, Long> totals = new LinkedHashMap<>();
        counters.forEach((name, count) -> totals.put(name, count.sum()));
        return totals;
    }

    /** Returns the last 10 failures, the most recent one first. */
    List<TransferEnd> lastFailures() {
        synchronized (lastFailures) {
            return List.copyOf(lastFailures);
        }
    }
}
