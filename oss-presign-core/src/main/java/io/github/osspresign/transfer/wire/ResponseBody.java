// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import io.github.osspresign.transfer.failure.DirectMemory;
import java.io.IOException;
import java.io.InputStream;

/** Body of a response, with a timeout for each read. */
public final class ResponseBody extends InputStream {

    private final InputStream body;
    private final StepTimeout timeout;
    private final Runnable complete;
    private boolean ended;

    /**
     * Wraps a body.
     *
     * @param complete run at its end
     */
    ResponseBody(InputStream body, StepTimeout timeout, Runnable complete) {
        this.body = body;
        this.timeout = timeout;
        this.complete = complete;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        if (ended) {
            return -1;
        }
        timeout.expectProgress();
        try {
            int taken = body.read(buffer, offset, count);
            if (taken < 0) {
                ended = true;
                complete.run();
            }
            return taken;
        } catch (IOException e) {
            throw timeout.explained(HttpCoreFailure.translated(e));
        } catch (OutOfMemoryError e) {
            throw DirectMemory.lacking(e);
        } finally {
            timeout.expectNothing();
        }
    }
}
