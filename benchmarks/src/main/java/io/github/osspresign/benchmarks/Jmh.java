// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import java.util.Collection;
import java.util.Map;
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

    /** Virtual machines for each side: of one alone, the figures may differ by a quarter from those of the next. */
    public static final int FORKS = 3;

    private Jmh() {}

    /**
     * Runs the methods of a class.
     *
     * @param parameters those that have one value only, instead of all
     */
    public static Collection<RunResult> run(
            Class<?> benchmark, int threads, Map<String, String> parameters, Effort effort) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .threads(threads)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        switch (effort) {
            case FULL ->
                options.forks(FORKS)
                        // The official SDKs are large, and compiled for seconds.
                        .warmupIterations(4)
                        .warmupTime(TimeValue.milliseconds(500))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.milliseconds(300));
            case SHORT ->
                options.forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(5));
        }
        return new Runner(options.build()).run();
    }

    /** Percentage by which the mean may be wrong, with a confidence of 99.9 %; NaN for a single measurement. */
    public static double error(RunResult result) {
        return 100 * result.getPrimaryResult().getScoreError() / micros(result);
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
