package io.github.osspresign.transfer.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** What is uploaded: bytes that can be read as often as there are attempts. */
public interface UploadSource {

    /** The number of bytes. */
    long length();

    /**
     * The bytes from the first one on.
     *
     * @throws IOException where they cannot be read
     */
    InputStream open() throws IOException;

    /**
     * Whether the bytes are still those whose length was taken, as far as that can be told without reading them.
     *
     * @throws IOException where that cannot be found out
     */
    default boolean isUnchanged() throws IOException {
        return true;
    }

    /** These bytes, which nobody may change meanwhile. */
    static UploadSource of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /**
     * The bytes of a file; one that changes until it is uploaded is refused.
     *
     * @throws IOException where there is none
     */
    static UploadSource of(Path file) throws IOException {
        return new File(file, Files.size(file), Files.getLastModifiedTime(file));
    }

    /** Bytes in memory. */
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

    /** A file as it was when it was looked at. */
    record File(Path path, long length, FileTime modified) implements UploadSource {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public boolean isUnchanged() throws IOException {
            return Files.size(path) == length && Files.getLastModifiedTime(path).equals(modified);
        }
    }
}
