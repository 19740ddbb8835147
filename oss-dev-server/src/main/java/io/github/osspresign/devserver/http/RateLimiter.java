// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Limits a stream to a constant speed. After a delay, it catches up by at most a twentieth of a second. */
public final class RateLimiter {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int PIECES_PER_SECOND = 20;

    private final long bytesPerSecond;
    private final Ticker ticker;
    private final int pieceBytes;
    private final long burstNanos = NANOS_PER_SECOND / PIECES_PER_SECOND;
    private long dueAt;

    public RateLimiter(long bytesPerSecond) {
        this(bytesPerSecond, Ticker.SYSTEM);
    }

    public RateLimiter(long bytesPerSecond, Ticker ticker) {
        this.bytesPerSecond = bytesPerSecond;
        this.ticker = ticker;
        this.pieceBytes = (int) Math.max(1, Math.min(bytesPerSecond / PIECES_PER_SECOND, 16 * 1024));
        this.dueAt = ticker.nanoTime();
    }

    /** Returns a stream that is read at this speed. */
    public InputStream limit(InputStream content) {
        return new FilterInputStream(content) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                if (one >= 0) {
                    ticker.sleep(delay(1));
                }
                return one;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, Math.min(length, pieceBytes));
                if (read > 0) {
                    ticker.sleep(delay(read));
                }
                return read;
            }
        };
    }

    /** Returns a body that is sent at this speed, in small pieces. */
    public Body limit(Body whole) {
        return whole.sent((body, out) -> body.writeTo(limit(out)));
    }

    private OutputStream limit(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] content, int offset, int length) throws IOException {
                for (int sent = 0; sent < length; sent += pieceBytes) {
                    int piece = Math.min(pieceBytes, length - sent);
                    pause(delay(piece));
                    out.write(content, offset + sent, piece);
                }
            }

            @Override
            public void write(int b) throws IOException {
                pause(delay(1));
                out.write(b);
            }

            /** Flushes, so that earlier bytes are sent before the pause. */
            private void pause(Duration delay) throws IOException {
                if (!delay.isZero()) {
                    out.flush();
                    ticker.sleep(delay);
                }
            }
        };
    }

    /** Returns how long to wait until the next bytes are due. */
    private Duration delay(int bytes) {
        long now = ticker.nanoTime();
        // Rounds up; rounding down would exceed the speed.
        long nanos = (bytes * NANOS_PER_SECOND + bytesPerSecond - 1) / bytesPerSecond;
        dueAt = Math.max(dueAt, now - burstNanos) + nanos;
        return Duration.ofNanos(Math.max(0, dueAt - now));
    }
}
