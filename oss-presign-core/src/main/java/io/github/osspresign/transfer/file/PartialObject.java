// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Bytes of an object that a download has received so far. */
public sealed interface PartialObject permits PartFile, MemoryPart {

    /**
     * Returns a buffer for {@link #write}, into which one response is read from its beginning. It is to be given back to
     * {@link TransferBuffers}.
     *
     * @param most maximum size of the buffer in bytes
     */
    ByteBuffer buffer(int most);

    /** Writes the remaining bytes of a buffer at a position. Thread-safe if the threads write to different positions. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /**
     * Opens the bytes from a position on, which need not be closed.
     *
     * @param first offset of the first byte
     * @param length maximum number of bytes
     */
    InputStream open(long first, long length) throws IOException;

    /** Returns the offset after the last byte that was written. */
    long size();

    /** Discards the content. */
    void empty() throws IOException;

    /** Waits until the bytes written so far are on the disk, to which a small object is written as a whole. */
    default void flush() throws IOException {}

    /**
     * Records the content, so that a later download can resume if this process is killed. A small object has fewer bytes
     * than are worth keeping.
     */
    default void writeJournal(Journal journal) throws IOException {}
}
