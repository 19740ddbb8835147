package io.github.osspresign.devserver.operation.multipart;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** Reads the contents of parts one after another. At most one part is open at a time. */
final class PartsInputStream extends InputStream {

    private final Iterator<MultipartUpload.Part> rest;
    private InputStream current = InputStream.nullInputStream();

    PartsInputStream(List<MultipartUpload.Part> parts) {
        this.rest = parts.iterator();
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
            current = rest.next().content().open();
            read = current.read(buffer, offset, count);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
