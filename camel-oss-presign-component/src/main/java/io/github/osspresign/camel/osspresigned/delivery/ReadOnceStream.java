package io.github.osspresign.camel.osspresigned.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * The body that an object flows out of while it arrives. To Camel it is a stream that has been cached already, so that it
 * does not read it into memory; who reads it a second time gets an exception instead of nothing.
 */
final class ReadOnceStream extends InputStream implements StreamCache {

    private final InputStream object;
    private final long length;
    private boolean begun;
    private boolean spent;

    /** @param length in bytes, -1 where it is not known */
    ReadOnceStream(InputStream object, long length) {
        this.object = object;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        begin();
        return object.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        begin();
        return object.read(bytes, offset, count);
    }

    /** Camel's way of saying that the next one reads; it must not fail here, since it need not be read again. */
    @Override
    public void reset() {
        spent = begun;
    }

    @Override
    public StreamCache copy(Exchange exchange) throws IOException {
        throw onlyOnce("is wanted by another exchange too");
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    /** 0 where it is not known. */
    @Override
    public long length() {
        return Math.max(0, length);
    }

    /** Not told. */
    @Override
    public long position() {
        return -1;
    }

    @Override
    public void close() throws IOException {
        object.close();
    }

    private void begin() throws IOException {
        if (spent) {
            throw onlyOnce("is read again");
        }
        begun = true;
    }

    private static IOException onlyOnce(String what) {
        return new IOException("body: expected to be read once, as it arrives (streaming=true), but it " + what
                + "; without streaming it can be read as often as you like");
    }
}
