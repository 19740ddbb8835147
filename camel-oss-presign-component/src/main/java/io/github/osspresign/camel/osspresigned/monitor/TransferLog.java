// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferredObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line for each finished transfer. Failures are logged at DEBUG level only, because the route logs them. */
final class TransferLog implements TransferListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.osspresign.camel.osspresigned");

    @Override
    public void finished(TransferEnd end) {
        TransferredObject object = end.object();
        if (object != null) {
            LOG.info(
                    "{} '{}': {} bytes, verified by {}, attempts {}, resumed {} bytes, {} ms{}, {}",
                    end.outcome() == Outcome.UPLOADED ? "Uploaded" : "Downloaded",
                    object.fileName(),
                    object.length(),
                    object.verified(),
                    object.attempts(),
                    object.resumedBytes(),
                    end.duration().toMillis(),
                    end.bytesPerSecond() < 0 ? "" : ", " + end.bytesPerSecond() + " bytes/s",
                    end.transfer().maskedUrl());
        } else if (LOG.isDebugEnabled()) {
            String type = end.failureType();
            LOG.debug(
                    "Nothing transferred ({}): {}",
                    type == null ? end.outcome().label() : type,
                    end.transfer().maskedUrl());
        }
    }
}
