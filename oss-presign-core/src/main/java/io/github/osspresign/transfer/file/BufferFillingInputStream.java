// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Input stream that fills the buffer of its reader even if the source returns fewer bytes at a time. A failure of the
 * source is reported after the bytes read before it.
 */
public final class BufferFillingInputStream extends FilterInputStream {

    private @Nullable IOException failure;

    /** Creates a stream that reads from {@code in}. */
    public BufferFillingInputStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        if (failure != null) {
            throw failure;
        }
        int taken = 0;
        int read = 0;
        try {
            while (read >= 0 && taken < count) {
                read = in.read(buffer, offset + taken, count - taken);
                taken += Math.max(0, read);
            }
        } catch (IOException e) {
            if (taken == 0) {
                throw e;
            }
            failure = e;
        }
        return taken == 0 && read < 0 ? -1 : taken;
    }
}
