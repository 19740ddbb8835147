// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Content on the heap, in blocks. */
final class HeapContent implements MemoryContent {

    /**
     * The G1 collector gives an array of more than half a heap region whole regions, which doubles the memory that
     * an object of a mebibyte takes.
     */
    private static final int BLOCK_BYTES = 16 * 1024;

    /** All blocks are full, except the last. */
    private final List<byte[]> blocks;

    private HeapContent(List<byte[]> blocks) {
        this.blocks = blocks;
    }

    static HeapContent readAll(InputStream content) throws IOException {
        List<byte[]> blocks = new ArrayList<>();
        int read;
        do {
            byte[] block = new byte[BLOCK_BYTES];
            read = content.readNBytes(block, 0, BLOCK_BYTES);
            if (read > 0) {
                blocks.add(read == BLOCK_BYTES ? block : Arrays.copyOf(block, read));
            }
        } while (read == BLOCK_BYTES);
        return new HeapContent(List.copyOf(blocks));
    }

    @Override
    public InputStream open() {
        return new Reader();
    }

    private long length() {
        return blocks.isEmpty() ? 0 : (blocks.size() - 1L) * BLOCK_BYTES + blocks.get(blocks.size() - 1).length;
    }

    private final class Reader extends InputStream {

        private long position;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) {
            Objects.checkFromIndexSize(offset, count, buffer.length);
            if (count == 0) {
                return 0;
            }
            if (position == length()) {
                return -1;
            }
            byte[] block = blocks.get((int) (position / BLOCK_BYTES));
            int start = (int) (position % BLOCK_BYTES);
            int copied = Math.min(count, block.length - start);
            System.arraycopy(block, start, buffer, offset, copied);
            position += copied;
            return copied;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.max(0, Math.min(count, length() - position));
            position += skipped;
            return skipped;
        }
    }
}
