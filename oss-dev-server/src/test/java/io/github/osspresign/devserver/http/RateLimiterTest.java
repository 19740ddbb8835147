// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact speed, with a clock that only sleeping moves. */
class RateLimiterTest {

    private final HandDrivenTicker ticker = new HandDrivenTicker();

    private long nanosToSend(int bytes, long bytesPerSecond) throws IOException {
        long started = ticker.now;
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        new RateLimiter(bytesPerSecond, ticker).limit(Body.of(new byte[bytes])).writeTo(sent);
        assertThat(sent.size()).isEqualTo(bytes);
        return ticker.now - started;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 19, 1_000, 102_400, 104_857_600})
    void sendsAtExactSpeed(long bytesPerSecond) throws Exception {
        int bytes = (int) Math.min(3 * bytesPerSecond, 1_000_000);
        long expected = bytes * 1_000_000_000L / bytesPerSecond;
        assertThat(nanosToSend(bytes, bytesPerSecond)).isBetween(expected, expected + bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 102_400, 104_857_600})
    void readsAtExactSpeed(long bytesPerSecond) throws Exception {
        int bytes = (int) Math.min(3 * bytesPerSecond, 1_000_000);
        try (InputStream limit =
                new RateLimiter(bytesPerSecond, ticker).limit(new ByteArrayInputStream(new byte[bytes]))) {
            assertThat(limit.read()).isZero();
            assertThat(limit.readAllBytes()).hasSize(bytes - 1);
        }
        long expected = bytes * 1_000_000_000L / bytesPerSecond;
        assertThat(ticker.now).isBetween(expected, expected + bytes);
    }

    @Test
    void speedIsConstantFromFirstByte() throws Exception {
        nanosToSend(10_000, 10_000);
        assertThat(ticker.pauses).hasSize(20).containsOnly(Duration.ofMillis(50));
    }

    @Test
    void slowReceiverCatchesUpByAtMostTwentiethOfSecond() throws Exception {
        RateLimiter pace = new RateLimiter(10_000, ticker);
        OutputStream slowReceiver = new OutputStream() {

            private boolean started;

            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] content, int offset, int length) {
                ticker.now += started ? 0 : Duration.ofSeconds(10).toNanos();
                started = true;
            }
        };
        pace.limit(Body.of(new byte[2_000])).writeTo(slowReceiver);
        // The first of four pieces waits, the second was due long ago, and then the speed is constant again.
        assertThat(ticker.pauses).containsExactly(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(50));
    }

    private static final class HandDrivenTicker implements Ticker {

        private final List<Duration> pauses = new ArrayList<>();
        private long now;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void sleep(Duration pause) {
            if (!pause.isZero()) {
                pauses.add(pause);
                now += pause.toNanos();
            }
        }
    }
}
