// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import io.github.osspresign.camel.osspresigned.monitor.TransferEnd;
import io.github.osspresign.camel.osspresigned.monitor.TransferListener;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

// tag::listener[]
/** Counts what has failed and says so with the masked link. */
public final class TransferWatch implements TransferListener {

    private static final Logger LOG = LoggerFactory.getLogger(TransferWatch.class);

    private final AtomicLong failures = new AtomicLong();

    @Override
    public void finished(TransferEnd end) {
        if (end.failure() != null) {
            failures.incrementAndGet();
            LOG.warn(
                    "{} after {}: {}",
                    end.failureType(),
                    end.duration(),
                    end.transfer().maskedUrl());
        }
    }

    /** Returns the number of failed downloads. */
    public long failures() {
        return failures.get();
    }
}
// end::listener[]
