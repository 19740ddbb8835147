// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a service that may come later, and not for longer than it is worth. */
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    private Patience() {}

    /**
     * Uses a service, again and again until it neither is away nor refuses.
     *
     * @throws IOException if that takes too long, with the reason of the last failure
     */
    static <T> T await(String service, Duration longest, Callable<T> use) throws Exception {
        long begun = System.nanoTime();
        String said = "";
        while (true) {
            try {
                return use.call();
            } catch (ExecutionException | SQLException e) {
                String reason = service + ": " + reason(e);
                if (System.nanoTime() - begun > longest.toNanos()) {
                    throw new IOException(reason, e);
                }
                if (!reason.equals(said)) {
                    LOG.warn("{} (waiting for at most {} s)", reason, longest.toSeconds());
                    said = reason;
                }
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /** Returns the message of a failure, and that of its first cause: a failed handshake alone does not say why. */
    static String reason(Throwable failure) {
        Throwable told =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        Throwable first = told;
        for (Throwable cause = told.getCause(); cause != null; cause = cause.getCause()) {
            first = cause;
        }
        String text = told.getClass().getSimpleName() + ": " + told.getMessage();
        return first == told ? text : text + ": " + first.getMessage();
    }
}
