package io.github.osspresign.devserver;

import io.github.osspresign.devserver.wire.Body;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A body that is sent slowly. */
record DrippingBody(Body whole, int bytesPerSecond) implements Body {

    private static final int PIECES_PER_SECOND = 20;

    @Override
    public long length() {
        return whole.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        whole.writeTo(new DrippingOutputStream(out, bytesPerSecond));
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }

    private static final class DrippingOutputStream extends FilterOutputStream {

        private final int pieceBytes;
        private final long nanosPerByte;

        DrippingOutputStream(OutputStream out, int bytesPerSecond) {
            super(out);
            this.pieceBytes = Math.max(1, bytesPerSecond / PIECES_PER_SECOND);
            this.nanosPerByte = 1_000_000_000L / bytesPerSecond;
        }

        @Override
        public void write(byte[] content, int offset, int length) throws IOException {
            for (int sent = 0; sent < length; sent += pieceBytes) {
                int piece = Math.min(pieceBytes, length - sent);
                Pause.between(out, Duration.ofNanos(nanosPerByte * piece));
                out.write(content, offset + sent, piece);
            }
        }
    }
}
