// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Shows each block of a stream to an observer before the reader gets it. */
public final class ObservedInputStream extends FilterInputStream {

    /** Observes the blocks of a stream. */
    @FunctionalInterface
    public interface Observer {

        /**
         * Checks or changes the block. An exception ends the reading.
         *
         * @param position number of the bytes before the block
         */
        void accept(ByteBuffer block, long position) throws IOException;
    }

    private final Observer observer;
    private long position;

    public ObservedInputStream(InputStream content, Observer observer) {
        super(content);
        this.observer = observer;
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
            observer.accept(ByteBuffer.wrap(buffer, offset, read).slice(), position);
            position += read;
        }
        return read;
    }
}
