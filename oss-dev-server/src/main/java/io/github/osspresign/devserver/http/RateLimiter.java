package io.github.osspresign.devserver.http;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A steady speed from the first byte on. Whoever was held up may catch up with what was due in a twentieth of a second,
 * and no more.
 */
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

    /** Returns a stream that passes on what is read, at this speed. */
    public InputStream slow(InputStream content) {
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
    public Body slow(Body whole) {
        return new Body() {
            @Override
            public long length() {
                return whole.length();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                whole.writeTo(slow(out));
            }

            @Override
            public void close() throws IOException {
                whole.close();
            }
        };
    }

    private OutputStream slow(OutputStream out) {
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

            /** What has been written before goes out before the silence. */
            private void pause(Duration delay) throws IOException {
                if (!delay.isZero()) {
                    out.flush();
                    ticker.sleep(delay);
                }
            }
        };
    }

    /** Returns how long to wait until this many further bytes are due. */
    private Duration delay(int bytes) {
        long now = ticker.nanoTime();
        // A division that rounds down would make it too fast.
        long nanos = (bytes * NANOS_PER_SECOND + bytesPerSecond - 1) / bytesPerSecond;
        dueAt = Math.max(dueAt, now - burstNanos) + nanos;
        return Duration.ofNanos(Math.max(0, dueAt - now));
    }
}
