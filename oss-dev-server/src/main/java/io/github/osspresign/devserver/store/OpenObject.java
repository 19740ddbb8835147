package io.github.osspresign.devserver.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** An object opened for reading: the content belongs to the info even if the object is replaced meanwhile. */
public record OpenObject(ObjectInfo info, InputStream content) implements Closeable {

    @Override
    public void close() throws IOException {
        content.close();
    }
}
