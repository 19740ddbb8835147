package io.github.osspresign.transfer.http;

import io.github.osspresign.transfer.model.Cancellation;
import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Sleeper {

    /** Returns after that time, or as soon as the cancellation is cancelled. */
    void sleep(Duration wait, Cancellation cancellation) throws InterruptedException;
}
