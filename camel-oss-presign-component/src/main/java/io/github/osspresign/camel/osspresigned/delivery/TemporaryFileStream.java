package io.github.osspresign.camel.osspresigned.delivery;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * The body that a temporary file is behind. It can be read again after {@link #reset()}, which Camel calls before and
 * after each node, and by exchanges beside the first one, each of which gets a copy; the file is there until the last of
 * them is done.
 */
final class TemporaryFileStream extends InputStream implements StreamCache {

    /*
     * Camel has such a stream, FileInputStreamCache, but deletes the file as soon as the first copy is done: it does not
     * count the exchange that the file was made for.
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

    /** A stream that keeps the folder until the exchange is done. */
    static TemporaryFileStream of(Path file, long length, TemporaryFolder folder, Exchange exchange)
            throws IOException {
        TemporaryFileStream stream = new TemporaryFileStream(file, length, folder);
        if (!folder.use(stream)) {
            throw ended();
        }
        ExchangeCleanup.of(exchange, folder::letGo);
        return stream;
    }

    @Override
    public StreamCache copy(Exchange exchange) throws IOException {
        return of(file, length, folder, exchange);
    }

    /** Reading begins anew. */
    @Override
    public void reset() {
        close();
        open = null;
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

    /** Not told. */
    @Override
    public long position() {
        return -1;
    }

    @Override
    public void close() {
        InputStream opened = open;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                // Of a file that was only read nothing can be lost.
                open = null;
            }
        }
    }

    private InputStream opened() throws IOException {
        if (folder.isDeleted()) {
            throw ended();
        }
        InputStream opened = open;
        if (opened == null) {
            opened = new BufferedInputStream(Files.newInputStream(file));
            open = opened;
        }
        return opened;
    }

    private static IOException ended() {
        return new IOException("body: expected to be read before its exchange is done but was read after that, "
                + "when its temporary file had been deleted");
    }
}
