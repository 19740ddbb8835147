// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** Bytes to upload, which can be read once for each attempt. */
public interface UploadSource {

    /** Returns the number of bytes. */
    long length();

    /**
     * Opens the bytes from the beginning.
     *
     * @throws IOException if they cannot be read
     */
    InputStream open() throws IOException;

    /**
     * Opens the bytes from a position on.
     *
     * @param offset number of bytes to leave out, 0 to the length
     * @throws IOException if they cannot be read
     */
    default InputStream open(long offset) throws IOException {
        InputStream in = open();
        try {
            in.skipNBytes(offset);
            return in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Returns whether the bytes are unchanged since their length was determined, as far as that shows without reading
     * them.
     *
     * @throws IOException if that cannot be determined
     */
    default boolean isUnchanged() throws IOException {
        return true;
    }

    /** Returns a source of the given bytes, which must not be changed during the upload. */
    static UploadSource of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /**
     * Returns a source of the bytes of a file. An upload fails if the file changes before its end.
     *
     * @throws IOException if the file cannot be read
     */
    static UploadSource of(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
        return new File(file, Files.size(file), Files.getLastModifiedTime(file));
    }

    /** Source of bytes in memory. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Bytes(byte[] bytes) implements UploadSource {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public String toString() {
            return "Bytes[" + bytes.length + "]";
        }
    }

    /** File with its length and modification time at the time of creation. */
    record File(Path path, long length, FileTime modified) implements UploadSource {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public InputStream open(long offset) throws IOException {
            SeekableByteChannel channel = Files.newByteChannel(path);
            try {
                return Channels.newInputStream(channel.position(offset));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public boolean isUnchanged() throws IOException {
            return Files.size(path) == length && Files.getLastModifiedTime(path).equals(modified);
        }
    }
}
