// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * Body that reads an object during its download. It implements {@link StreamCache} so that Camel does not read it into
 * memory. A second reader gets an exception instead of an empty stream.
 */
public final class ReadOnceStream extends InputStream implements StreamCache {

    private final InputStream object;
    private final long length;
    private boolean isRead;
    private boolean isUsedUp;

    /** @param length length in bytes, or -1 if it is unknown */
    ReadOnceStream(InputStream object, long length) {
        this.object = object;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        requireFirstReader();
        return object.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        requireFirstReader();
        return object.read(bytes, offset, count);
    }

    /** Marks the stream as used up if it has been read. Does not fail, because Camel also resets streams before nodes that do not read. */
    @Override
    public void reset() {
        isUsedUp = isRead;
    }

    @Override
    public StreamCache copy(Exchange exchange) throws IOException {
        throw readTwice("another exchange needs it too");
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    /** Returns the length in bytes, or 0 if it is unknown. */
    @Override
    public long length() {
        return Math.max(0, length);
    }

    /** Returns -1, because the position is not tracked. */
    @Override
    public long position() {
        return -1;
    }

    /** Closes the stream, and marks it as used up if it has been read: without stream caching, Camel does not reset it. */
    @Override
    public void close() throws IOException {
        reset();
        object.close();
    }

    private void requireFirstReader() throws IOException {
        if (isUsedUp) {
            throw readTwice("it was read before");
        }
        isRead = true;
    }

    private static IOException readTwice(String reason) {
        return new IOException("body: with streaming=true it can be read only once, but " + reason
                + "; use streaming=false to read it several times");
    }
}
