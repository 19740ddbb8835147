package io.github.osspresign.download;

import java.time.Duration;

/** Lets time pass between attempts. */
@FunctionalInterface
interface Sleeper {

    void sleep(Duration wait) throws InterruptedException;
}
