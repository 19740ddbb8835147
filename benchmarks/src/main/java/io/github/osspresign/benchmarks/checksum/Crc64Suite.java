// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.checksum;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Jmh;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** CRC-64 of ours and of the official SDKs. */
public final class Crc64Suite implements Suite {

    private static final List<String> COLUMNS = List.of("side", "bytes of a piece", "µs per object", "GB/s");

    @Override
    public Report run(Effort effort) throws RunnerException {
        long expected = Crc64Side.SDK_V2.of(Crc64Benchmark.bytes(), 1 << 20, Crc64Benchmark.MEBIBYTES);
        for (Crc64Side side : Crc64Side.values()) {
            long actual = side.of(Crc64Benchmark.bytes(), 1 << 13, Crc64Benchmark.MEBIBYTES);
            if (actual != expected) {
                throw new IllegalStateException(side.title() + ": checksum must be " + Long.toUnsignedString(expected)
                        + ", was " + Long.toUnsignedString(actual));
            }
        }
        return new Report(
                List.of("all sides computed the same checksum"),
                List.of(new Table(
                        "Object of " + Crc64Benchmark.MEBIBYTES + " MiB",
                        COLUMNS,
                        Jmh.run(Crc64Benchmark.class, 1, effort).stream()
                                .map(Crc64Suite::row)
                                .toList())));
    }

    private static List<String> row(RunResult result) {
        double micros = Jmh.micros(result);
        return List.of(
                Crc64Side.valueOf(result.getParams().getParam("side")).title(),
                result.getParams().getParam("piece"),
                String.format(
                        Locale.ROOT,
                        "%.0f ± %.0f",
                        micros,
                        result.getPrimaryResult().getScoreError()),
                String.format(Locale.ROOT, "%.1f", Crc64Benchmark.MEBIBYTES * 1048576 / micros / 1e3));
    }
}
