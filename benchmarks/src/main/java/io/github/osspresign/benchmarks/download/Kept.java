// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.lang.management.ManagementFactory;

/**
 * What a process keeps.
 *
 * @param bytes of heap after a collection
 * @param threads of the platform
 */
record Kept(long bytes, int threads) {

    private static final String PREFIX = "kept ";

    static Kept now() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return new Kept(least, ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** Prints what is kept more than before. */
    static void printSince(Kept before) {
        Kept now = now();
        System.out.println(PREFIX + (now.bytes - before.bytes) + " " + (now.threads - before.threads));
    }

    static boolean isPrinted(String line) {
        return line.startsWith(PREFIX);
    }

    static Kept parse(String line) {
        String[] figures = line.substring(PREFIX.length()).split(" ", -1);
        return new Kept(Long.parseLong(figures[0]), Integer.parseInt(figures[1]));
    }
}
