package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes of an object that a download has received so far. */
public sealed interface Part permits PartFile, MemoryPart {

    /** Writes bytes at a position. Thread-safe if the threads write to different positions. */
    void write(byte[] bytes, int count, long position) throws IOException;

    /**
     * Reads bytes from a position.
     *
     * @return number of bytes, -1 at the end
     */
    int read(ByteBuffer buffer, long position) throws IOException;

    /** Returns the offset after the last byte that was written. */
    long size();

    /** Discards the content. */
    void empty() throws IOException;

    /** Records the content, so that a later download can resume if this process is killed. */
    void writeJournal(Journal journal) throws IOException;
}
