// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** Reads staged contents one after another. At most one of them is open at a time. */
final class JoinedInputStream extends InputStream {

    private final Iterator<StagedContent> rest;
    private InputStream current = InputStream.nullInputStream();

    JoinedInputStream(List<StagedContent> contents) {
        this.rest = contents.iterator();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int read = current.read(buffer, offset, count);
        while (read < 0 && rest.hasNext()) {
            current.close();
            current = rest.next().open();
            read = current.read(buffer, offset, count);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
