package io.github.osspresign.camel.osspresigned.monitor;

import org.slf4j.Logger;

/** Logs one line for each finished transfer. Failures are logged at DEBUG level only, because the route logs them. */
public final class TransferLog implements TransferListener {

    private final Logger log;

    public TransferLog(Logger log) {
        this.log = log;
    }

    @Override
    public void finished(TransferEnd end) {
        TransferredObject object = end.object();
        if (object != null && end.outcome().isTransfer()) {
            log.info(
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
        } else if (log.isDebugEnabled()) {
            String type = end.failureType();
            log.debug(
                    "Nothing transferred ({}): {}",
                    type == null ? end.outcome().label() : type,
                    end.transfer().maskedUrl());
        }
    }
}
