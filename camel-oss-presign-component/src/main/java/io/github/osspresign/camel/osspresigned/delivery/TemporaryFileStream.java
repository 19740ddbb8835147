// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/**
 * Body that reads a temporary file. It can be read again after {@link #close()}, and after {@link #reset()}, which Camel
 * calls before and after each node if it caches streams. Further exchanges get copies. The file exists until the last of
 * these exchanges is done.
 */
final class TemporaryFileStream extends InputStream implements StreamCache {

    /*
     * FileInputStreamCache of Camel deletes the file as soon as the first copy is done, because it does not count the
     * original exchange.
     */

    private final Path file;
    private final long length;
    private final TemporaryFolder folder;
    private @Nullable InputStream open;

    private TemporaryFileStream(Path file, long length, TemporaryFolder folder) {
        this.file = file;
        this.length = length;
        this.folder = folder;
    }

    /** Creates a stream that keeps the folder until the exchange is done. */
    static TemporaryFileStream of(Path file, long length, TemporaryFolder folder, Exchange exchange)
            throws IOException {
        TemporaryFileStream stream = new TemporaryFileStream(file, length, folder);
        if (!folder.use(stream)) {
            throw deleted();
        }
        ExchangeCleanup.register(exchange, folder::release);
        return stream;
    }

    @Override
    public StreamCache copy(Exchange exchange) throws IOException {
        return of(file, length, folder, exchange);
    }

    @Override
    public void reset() {
        close();
    }

    @Override
    public int read() throws IOException {
        return opened().read();
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        return opened().read(bytes, offset, count);
    }

    @Override
    public long skip(long count) throws IOException {
        return opened().skip(count);
    }

    @Override
    public int available() throws IOException {
        return opened().available();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        opened().transferTo(out);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return length;
    }

    /** Returns -1, because the position is not tracked. */
    @Override
    public long position() {
        return -1;
    }

    /** Closes the file, so that the next read starts from the beginning. */
    @Override
    public void close() {
        IOHelper.close(open);
        open = null;
    }

    private InputStream opened() throws IOException {
        if (folder.isDeleted()) {
            throw deleted();
        }
        InputStream opened = open;
        if (opened == null) {
            opened = new BufferedInputStream(Files.newInputStream(file));
            open = opened;
        }
        return opened;
    }

    private static IOException deleted() {
        return new IOException("body: temporary file was deleted when its exchange was done; read the body before that,"
                + " or set a directory to keep the file");
    }
}
