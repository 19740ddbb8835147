// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.checksum;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The cost of the checksum of one object that arrives in pieces. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class Crc64Benchmark {

    static final int MEBIBYTES = 16;

    private final byte[] bytes = bytes();

    @Param
    Crc64Side side = Crc64Side.OURS;

    @Param({"8192", "131072", "1048576"})
    int piece;

    static byte[] bytes() {
        byte[] bytes = new byte[1 << 20];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Benchmark
    public long checksum() {
        return side.of(bytes, piece, MEBIBYTES);
    }
}
