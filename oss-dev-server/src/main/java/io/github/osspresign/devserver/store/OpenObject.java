// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** An object opened for reading. The content matches the description even if the object is replaced in the meantime. */
public record OpenObject(ObjectInfo info, InputStream content) implements Closeable {

    @Override
    public void close() throws IOException {
        content.close();
    }
}
