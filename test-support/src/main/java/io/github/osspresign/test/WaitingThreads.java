// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.util.Arrays;

/** Threads of this process that are inside a class, for tests that must begin their next step after a thread waits. */
public final class WaitingThreads {

    private WaitingThreads() {}

    /** Returns the number of threads with a method of a class on their stack. */
    public static long in(String simpleClassName) {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().endsWith("." + simpleClassName)))
                .count();
    }
}
