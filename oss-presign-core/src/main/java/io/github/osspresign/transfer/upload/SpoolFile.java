// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.transfer.failure.DirectMemory;
import io.github.osspresign.transfer.failure.Handover;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.DiskReserve;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Temporary file with the bytes of a stream that can be read only once. Closing deletes it. */
public final class SpoolFile implements UploadSource, Closeable {

    /*
     * The system deletes the file when its channel is closed, also that of a killed process. On Unix it loses its name as
     * soon as it is open, so nothing else can open it.
     */

    /** Bytes between two checks of the free space, since other programs write to the disk, too. */
    private static final long SPACE_CHECK_BYTES = 1024 * 1024;

    private final FileChannel channel;
    private final DiskReserve reserve;
    private long length;

    private SpoolFile(FileChannel channel, DiskReserve reserve) {
        this.channel = channel;
        this.reserve = reserve;
    }

    /**
     * Reads a stream to its end, or to the first byte beyond the limit, which is enough to detect that it is too large.
     *
     * @param limit limit in bytes, 0 or more
     * @param reserve space that the file leaves free in its directory
     * @throws PlainFailure if the file cannot be written; it is then deleted
     * @throws IOException if the stream cannot be read; the file is then deleted
     */
    public static SpoolFile of(InputStream stream, long limit, DiskReserve reserve) throws IOException {
        SpoolFile spool = new SpoolFile(open(reserve), reserve);
        try (Handover handover = new Handover(spool)) {
            spool.take(stream, limit);
            return handover.to(spool);
        } catch (OutOfMemoryError e) {
            throw DirectMemory.lacking(e);
        }
    }

    private static FileChannel open(DiskReserve reserve) throws PlainFailure {
        try {
            // On a file system with permissions only the owner can open a file of createTempFile.
            Path file = Files.createTempFile(reserve.directory(), "osspresigned", ".upload");
            return FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failure(reserve, e);
        }
    }

    private void take(InputStream stream, long limit) throws IOException {
        byte[] buffer = new byte[DirectMemory.MOST_AT_ONCE];
        OutputStream out = Channels.newOutputStream(channel);
        long nextSpaceCheck = 0;
        for (int read = read(stream, buffer, limit); read >= 0; read = read(stream, buffer, limit)) {
            if (length >= nextSpaceCheck) {
                reserve.requireRoom(0);
                nextSpaceCheck = length + SPACE_CHECK_BYTES;
            }
            write(out, buffer, read);
            length += read;
        }
    }

    /** Reads the next bytes, but none after the first one beyond the limit. */
    private int read(InputStream stream, byte[] buffer, long limit) throws IOException {
        return length > limit ? -1 : stream.read(buffer, 0, (int) Math.min(buffer.length, limit + 1 - length));
    }

    private void write(OutputStream out, byte[] bytes, int count) throws IOException {
        try {
            out.write(bytes, 0, count);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw failure(reserve, e);
        }
    }

    private static PlainFailure failure(DiskReserve reserve, IOException e) {
        String directory = Quoted.of(reserve.directory().toString());
        return new PlainFailure(
                "body of the upload cannot be copied to the temporary directory " + directory + ": {}",
                String.valueOf(e.getMessage()),
                false);
    }

    @Override
    public long length() {
        return length;
    }

    /** Opens the bytes for one reader at a time. */
    @Override
    public InputStream open() throws IOException {
        return new FilterInputStream(Channels.newInputStream(channel.position(0))) {
            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The transfer does not depend on it.
            return;
        }
    }
}
