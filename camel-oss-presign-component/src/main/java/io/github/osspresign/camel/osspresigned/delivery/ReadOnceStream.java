// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferredObject;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredTransfer;
import io.github.osspresign.transfer.model.DownloadStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * Body that reads an object during its download, and reports the result to the monitor. It implements {@link StreamCache}
 * so that Camel does not read it into memory. A second reader gets an exception instead of an empty stream.
 */
public final class ReadOnceStream extends InputStream implements StreamCache {

    private final DownloadStream object;
    private final MonitoredTransfer monitored;
    private final Runnable endOfUse;
    private long bytes;
    private boolean isRead;
    private boolean isUsedUp;

    /**
     * @param endOfUse ends the use of the client once, called at the end of the object and at each release
     */
    ReadOnceStream(DownloadStream object, MonitoredTransfer monitored, Runnable endOfUse) {
        this.object = object;
        this.monitored = monitored;
        this.endOfUse = endOfUse;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        if (isUsedUp) {
            throw readTwice("it was read before");
        }
        isRead = true;
        int read;
        try {
            read = object.read(buffer, offset, count);
        } catch (IOException | RuntimeException e) {
            monitored.failed(e);
            endOfUse.run();
            throw e;
        }
        bytes += Math.max(0, read);
        // A reader that knows the length does not read until the end of the stream.
        if (read < 0 || bytes == object.length()) {
            monitored.ended(
                    Outcome.DOWNLOADED,
                    new TransferredObject(object.fileName(), bytes, object.verifiedBy(), object.attempts(), 0));
            endOfUse.run();
        }
        return read;
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
        return Math.max(0, object.length());
    }

    /** Returns -1, because the position is not tracked. */
    @Override
    public long position() {
        return -1;
    }

    /** Closes the stream, and marks it as used up if it has been read: without stream caching, Camel does not reset it. */
    @Override
    public void close() {
        reset();
        release();
    }

    /** Closes the object. A reader of another thread gets the failure of the object, not that of a second reader. */
    void release() {
        object.close();
        monitored.ended(Outcome.ABANDONED, null);
        endOfUse.run();
    }

    private static IOException readTwice(String reason) {
        return new IOException("body: with streaming=true it can be read only once, but " + reason
                + "; use streaming=false to read it several times");
    }
}
