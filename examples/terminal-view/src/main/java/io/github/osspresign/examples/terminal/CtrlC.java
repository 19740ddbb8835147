// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Interrupts the thread of a program on Ctrl-C, and lets the process end when that thread has stopped everything. */
public final class CtrlC implements AutoCloseable {

    private static final long MAX_END_SECONDS = 10;

    private final CountDownLatch ended = new CountDownLatch(1);

    private CtrlC() {}

    /** Interrupts the calling thread on Ctrl-C; its failure is then no news. */
    public static CtrlC interruptsThisThread() {
        CtrlC ctrlC = new CtrlC();
        Thread program = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ctrlC.end(program), "ctrl-c"));
        return ctrlC;
    }

    private void end(Thread program) {
        program.setUncaughtExceptionHandler((thread, failure) -> {});
        program.interrupt();
        try {
            ended.await(MAX_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that everything has stopped. */
    @Override
    public void close() {
        ended.countDown();
    }
}
