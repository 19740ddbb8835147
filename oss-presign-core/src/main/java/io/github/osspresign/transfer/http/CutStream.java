// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.http.ConnectionClosedException;

/** Input stream of a connection that reports an early end of the connection as a failure. */
final class CutStream extends FilterInputStream {

    private final BooleanSupplier cut;

    /**
     * Wraps the input of a connection.
     *
     * @param cut evaluated at the end of the connection: whether that end is a failure
     */
    CutStream(InputStream connection, BooleanSupplier cut) {
        super(connection);
        this.cut = cut;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int taken = super.read(buffer, offset, count);
        if (taken < 0 && cut.getAsBoolean()) {
            throw new ConnectionClosedException("connection ended before the body did");
        }
        return taken;
    }
}
