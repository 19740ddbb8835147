// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.IOException;
import java.io.InputStream;

/** Content that was read to its end and not kept. */
enum DiscardedContent implements MemoryContent {
    INSTANCE;

    private static final int BUFFER_BYTES = 64 * 1024;

    static DiscardedContent readAll(InputStream content) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int read;
        do {
            read = content.read(buffer, 0, BUFFER_BYTES);
        } while (read >= 0);
        return INSTANCE;
    }

    /** Throws a {@link ContentDiscardedException}. */
    @Override
    public InputStream open() {
        throw new ContentDiscardedException();
    }
}
