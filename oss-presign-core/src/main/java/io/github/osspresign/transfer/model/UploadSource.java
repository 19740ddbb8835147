// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        return new BytesSource(bytes);
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
        return new FileSource(file, Files.size(file), Files.getLastModifiedTime(file));
    }
}
