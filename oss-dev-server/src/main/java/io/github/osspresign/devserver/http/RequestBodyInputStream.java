// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a request body, and tells a failure of the client from a failure of the storage. */
final class RequestBodyInputStream extends FilterInputStream {

    private boolean broken;

    RequestBodyInputStream(InputStream fromClient) {
        super(fromClient);
    }

    boolean isBroken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            broken = true;
            throw new IncompleteBodyException(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            broken = true;
            throw new IncompleteBodyException(e);
        }
    }

    /** Skips the rest. An exception here would only keep the client from reading the response that has been sent. */
    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            broken = true;
        }
    }
}
