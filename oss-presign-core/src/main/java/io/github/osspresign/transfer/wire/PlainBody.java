// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/** Body of known length that is received without TLS: a buffer outside the heap gets its bytes directly from the system. */
final class PlainBody extends InputStream {

    private final SessionInputBuffer received;
    private final InputStream in;
    private final SocketChannel channel;
    private long left;

    /**
     * Creates the body.
     *
     * @param received bytes that were received together with the head
     * @param in stream of the channel, which reports an early end
     */
    PlainBody(long length, SessionInputBuffer received, InputStream in, SocketChannel channel) {
        this.left = length;
        this.received = received;
        this.in = in;
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        return left == 0 ? -1 : counted(received.read(bytes, offset, (int) Math.min(count, left), in));
    }

    /** Reads bytes into the remaining space of a buffer outside the heap; returns their number, -1 at the end. */
    int read(ByteBuffer buffer) throws IOException {
        if (left == 0) {
            return -1;
        }
        int most = (int) Math.min(buffer.remaining(), left);
        if (received.length() > 0) {
            byte[] first = new byte[Math.min(received.length(), most)];
            int taken = read(first, 0, first.length);
            buffer.put(first, 0, taken);
            return taken;
        }
        int limit = buffer.limit();
        try {
            return counted(channel.read(buffer.limit(buffer.position() + most)));
        } finally {
            buffer.limit(limit);
        }
    }

    private int counted(int taken) throws IOException {
        if (taken < 0) {
            throw Connection.cutFailure();
        }
        left -= taken;
        return taken;
    }
}
