// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

/** Runs each task of a test on a separate daemon thread; the common pool may have only one thread. */
public final class OwnThread {
    private OwnThread() {}

    /** Starts a thread for the task; an {@code Executor} as a method reference. */
    public static void start(Runnable task) {
        Thread thread = new Thread(task, "own-thread-of-test");
        thread.setDaemon(true);
        thread.start();
    }
}
