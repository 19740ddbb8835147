// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.osspresigned.monitor.MonitoredTransfer;
import io.github.osspresign.camel.osspresigned.monitor.Outcome;
import io.github.osspresign.camel.osspresigned.monitor.TransferredObject;
import io.github.osspresign.transfer.model.DownloadStream;
import java.io.IOException;
import java.io.InputStream;

/** Stream of an object that reports the result of the download to the monitor. */
final class MonitoredStream extends InputStream {

    private final DownloadStream object;
    private final MonitoredTransfer monitored;
    private long bytes;

    MonitoredStream(DownloadStream object, MonitoredTransfer monitored) {
        this.object = object;
        this.monitored = monitored;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int read;
        try {
            read = object.read(buffer, offset, count);
        } catch (IOException | RuntimeException e) {
            monitored.failed(e);
            throw e;
        }
        bytes += Math.max(0, read);
        // A reader that knows the length does not read until the end of the stream.
        if (read < 0 || bytes == object.length()) {
            monitored.ended(
                    Outcome.DOWNLOADED,
                    new TransferredObject(object.fileName(), bytes, object.verifiedBy(), object.attempts(), 0));
        }
        return read;
    }

    @Override
    public void close() {
        object.close();
        monitored.ended(Outcome.ABANDONED);
    }
}
