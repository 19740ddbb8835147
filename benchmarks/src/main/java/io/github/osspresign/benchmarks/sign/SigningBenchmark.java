// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import io.github.osspresign.sign.SignatureVersion;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The cost of one URL. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SigningBenchmark {

    /** Each thread has its own, since it reuses its objects. */
    @State(Scope.Thread)
    public static class OwnLowerBound {

        @Param
        SigningCase signingCase = SigningCase.SHORT_KEY;

        private @Nullable LowerBound lowerBound;

        @Setup
        public void setUp() throws GeneralSecurityException {
            Ours ours = new Ours(signingCase, SignatureVersion.V4);
            lowerBound = ours.lowerBound(signingCase.key());
        }
    }

    /** All threads share one, as those of an application do. */
    @State(Scope.Benchmark)
    public static class SharedSide {

        @Param
        SigningCase signingCase = SigningCase.SHORT_KEY;

        @Param
        Contender contender = Contender.OURS;

        private String key = signingCase.key();
        private Side side = any -> any;

        @Setup
        public void setUp() {
            key = signingCase.key();
            side = contender.side(signingCase);
        }
    }

    @Benchmark
    public byte[] lowerBound(OwnLowerBound own) {
        return Objects.requireNonNull(own.lowerBound).signature();
    }

    @Benchmark
    public String url(SharedSide shared) {
        return shared.side.url(shared.key);
    }
}
