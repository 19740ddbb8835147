// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import java.util.Collection;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** JMH as all comparisons here use it: time and allocation of each call, every side in a separate virtual machine. */
public final class Jmh {

    private Jmh() {}

    /** Runs the methods of a class. */
    public static Collection<RunResult> run(Class<?> benchmark, int threads, Effort effort) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .threads(threads)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        switch (effort) {
            case FULL ->
                options.forks(1)
                        // The official SDKs are large, and compiled for seconds.
                        .warmupIterations(6)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(500));
            case SHORT ->
                options.forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(5));
        }
        return new Runner(options.build()).run();
    }

    /** Microseconds of a call. */
    public static double micros(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    /** Bytes that a call allocates. */
    public static double bytes(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                .getScore();
    }
}
