package io.github.osspresign.transfer.multipart;

import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Temporary file with the bytes of a stream that can be read only once. Only its owner can read it; closing deletes it.
 */
public final class SpoolFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private @Nullable UploadSource source;

    private SpoolFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a stream to its end, or to the first byte beyond the limit, which is enough to detect that it is too large.
     *
     * @param limit limit in bytes, 0 or more
     * @throws IOException if the stream cannot be read or the file cannot be written; the file is then deleted
     */
    public static SpoolFile of(InputStream stream, long limit) throws IOException {
        // On a file system with permissions only the owner can read a file of createTempFile.
        SpoolFile spool = new SpoolFile(Files.createTempFile("osspresigned", ".upload"));
        boolean complete = false;
        try {
            spool.take(stream, limit);
            spool.source = UploadSource.of(spool.file);
            complete = true;
            return spool;
        } finally {
            if (!complete) {
                spool.close();
            }
        }
    }

    private void take(InputStream stream, long limit) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long taken = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            int read = 0;
            while (read >= 0 && taken <= limit) {
                out.write(buffer, 0, read);
                read = stream.read(buffer);
                taken += Math.max(read, 0);
            }
            if (read > 0) {
                out.write(buffer, 0, read);
            }
        }
    }

    /** Returns the bytes of the file. */
    public UploadSource source() {
        return Objects.requireNonNull(source);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The transfer does not depend on it.
            return;
        }
    }
}
