// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Resources that one transfer used, from the message with the link to the file.
 *
 * @param cpuSeconds of the whole process meanwhile
 * @param heapBytes in use afterwards; without a collector, all that the process has allocated
 */
record Transfer(double seconds, double cpuSeconds, double heapBytes) {

    static final String PREFIX = "transfer ";

    /** Something that is timed. */
    interface Work {
        void run() throws Exception;
    }

    /**
     * Does the work so often and prints what each time has taken.
     *
     * @param output emptied before each but the first time: to write into files that are there is less work, or more
     */
    static void print(int times, Path output, Work work) throws Exception {
        print(times, output, work, () -> {});
    }

    /**
     * Does the work so often and prints what each time has taken.
     *
     * @param ending follows each work and is not timed
     */
    static void print(int times, Path output, Work work, Work ending) throws Exception {
        print(times, () -> Folders.empty(output), work, ending);
    }

    /** Does work that leaves no files so often and prints what each time has taken. */
    static void print(int times, Work work) throws Exception {
        print(times, () -> {}, work, () -> {});
    }

    private static void print(int times, Work clearing, Work work, Work ending) throws Exception {
        for (int i = 0; i < times; i++) {
            if (i > 0) {
                clearing.run();
            }
            long begin = System.nanoTime();
            Duration cpu = cpu();
            work.run();
            double seconds = (System.nanoTime() - begin) / 1e9;
            Runtime java = Runtime.getRuntime();
            long heap = java.totalMemory() - java.freeMemory();
            System.out.println(PREFIX + seconds + " " + cpu().minus(cpu).toNanos() / 1e9 + " " + heap);
            ending.run();
        }
    }

    static Transfer parse(String line) {
        String[] figures = line.substring(PREFIX.length()).split(" ", -1);
        return new Transfer(
                Double.parseDouble(figures[0]), Double.parseDouble(figures[1]), Double.parseDouble(figures[2]));
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
