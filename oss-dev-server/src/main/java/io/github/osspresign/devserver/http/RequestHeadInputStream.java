// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * Reads the head of a request, and fails if it is too large. HttpCore limits the lines and their number, but both together
 * allow 32 MiB.
 */
final class RequestHeadInputStream extends FilterInputStream {

    /** Four times the longest line. A head is read in pieces of a few KiB, so that it may be larger by one piece. */
    static final int MAX_BYTES = 256 * 1024;

    private int bytes;

    RequestHeadInputStream(InputStream fromClient) {
        super(fromClient);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        if (bytes > MAX_BYTES) {
            throw new MessageConstraintException("request head is larger than " + MAX_BYTES + " bytes");
        }
        int read = super.read(buffer, offset, count);
        bytes += Math.max(read, 0);
        return read;
    }
}
