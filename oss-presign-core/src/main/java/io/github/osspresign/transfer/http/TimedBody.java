// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Body of a response with a timeout for each read. */
final class TimedBody extends FilterInputStream {

    private final StepTimeout timeout;

    TimedBody(InputStream body, StepTimeout timeout) {
        super(body);
        this.timeout = timeout;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        timeout.expectProgress();
        try {
            int taken = super.read(buffer, offset, count);
            if (taken < 0) {
                timeout.close();
            }
            return taken;
        } catch (IOException e) {
            throw timeout.explained(e);
        } finally {
            timeout.expectNothing();
        }
    }
}
