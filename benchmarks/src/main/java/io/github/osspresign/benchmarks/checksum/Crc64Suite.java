// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.checksum;

import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Jmh;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.benchmarks.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** CRC-64 of ours and of the official SDKs. */
public final class Crc64Suite implements Suite {

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
        Map<String, Table> byPiece = new LinkedHashMap<>();
        for (RunResult result : Jmh.run(Crc64Benchmark.class, 1, Map.of(), effort)) {
            int piece = Integer.parseInt(result.getParams().getParam("piece"));
            String side = Crc64Side.valueOf(result.getParams().getParam("side")).title();
            double bytes = Crc64Benchmark.MEBIBYTES * 1024.0 * 1024;
            byPiece.computeIfAbsent(piece / 1024 + " KiB", Table::new)
                    .number(side, "GB/s", bytes / Jmh.micros(result) / 1000, 1)
                    .number(side, "spread", Jmh.error(result), 0);
        }
        return new Report(Jmh.FORKS, List.of("all sides computed the same checksum"), List.copyOf(byPiece.values()));
    }
}
