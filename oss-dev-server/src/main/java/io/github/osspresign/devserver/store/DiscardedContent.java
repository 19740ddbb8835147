// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Content that was read to its end and not kept. */
enum DiscardedContent implements MemoryContent {
    INSTANCE;

    static DiscardedContent readAll(InputStream content) throws IOException {
        content.transferTo(OutputStream.nullOutputStream());
        return INSTANCE;
    }

    /** Throws a {@link ContentDiscardedException}. */
    @Override
    public InputStream open() {
        throw new ContentDiscardedException();
    }
}
