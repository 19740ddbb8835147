// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.time;

import io.github.osspresign.transfer.model.Cancellation;
import java.time.Duration;

/** Waits; replaced in tests. */
@FunctionalInterface
public interface Sleeper {

    /** Waits in real time. */
    Sleeper IN_REAL_TIME = (wait, cancellation) -> cancellation.await(wait);

    /** Waits for the given time, at most until the cancellation. */
    void sleep(Duration wait, Cancellation cancellation) throws InterruptedException;
}
