// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import io.github.osspresign.transfer.failure.DirectMemory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Body of a response, with a timeout for each read. */
public final class ResponseBody extends InputStream {

    /** Maximum number of bytes that come by way of an array, which a TLS record has at most (RFC 8446, 5.1). */
    private static final int PIECE_BYTES = 16 * 1024;

    private final InputStream body;
    private final StepTimeout timeout;
    private final Runnable complete;
    private byte[] piece = new byte[0];
    private boolean ended;

    /**
     * Wraps a body.
     *
     * @param complete run at its end
     */
    ResponseBody(InputStream body, StepTimeout timeout, Runnable complete) {
        this.body = body;
        this.timeout = timeout;
        this.complete = complete;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        return read(ByteBuffer.wrap(bytes, offset, count));
    }

    /** Reads bytes into the remaining space of a buffer; returns their number, -1 at the end. */
    public int read(ByteBuffer buffer) throws IOException {
        if (ended) {
            return -1;
        }
        timeout.expectProgress();
        try {
            int taken = buffer.hasArray() ? readArray(buffer) : readDirect(buffer);
            if (taken < 0) {
                ended = true;
                complete.run();
            }
            return taken;
        } catch (IOException e) {
            throw timeout.explained(HttpCoreFailure.translated(e));
        } catch (OutOfMemoryError e) {
            throw DirectMemory.lacking(e);
        } finally {
            timeout.expectNothing();
        }
    }

    private int readArray(ByteBuffer buffer) throws IOException {
        int taken = body.read(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        buffer.position(buffer.position() + Math.max(0, taken));
        return taken;
    }

    private int readDirect(ByteBuffer buffer) throws IOException {
        if (body instanceof PlainBody plain) {
            return plain.read(buffer);
        }
        if (piece.length == 0) {
            piece = new byte[PIECE_BYTES];
        }
        int taken = body.read(piece, 0, Math.min(piece.length, buffer.remaining()));
        buffer.put(piece, 0, Math.max(0, taken));
        return taken;
    }
}
