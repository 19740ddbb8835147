package io.github.osspresign.download;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
interface Sleeper {

    /** Returns after that time, or as soon as the cancellation is cancelled. */
    void sleep(Duration wait, Cancellation cancellation) throws InterruptedException;
}
