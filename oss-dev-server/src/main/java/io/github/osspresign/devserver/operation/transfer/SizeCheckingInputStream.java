// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Checks the size of content while it arrives, because its length was not announced. */
public final class SizeCheckingInputStream extends FilterInputStream {

    private final LongConsumer check;
    private long bytes;

    public SizeCheckingInputStream(InputStream content, LongConsumer check) {
        super(content);
        this.check = check;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int read = super.read(buffer, offset, count);
        if (read > 0) {
            bytes += read;
            check.accept(bytes);
        }
        return read;
    }
}
