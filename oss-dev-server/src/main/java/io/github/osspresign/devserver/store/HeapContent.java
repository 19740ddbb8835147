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

    /** Returns the contents one after another, which are on the heap too. */
    static HeapContent joined(List<MemoryContent> contents) {
        return new HeapContent(contents.stream()
                .flatMap(content -> ((HeapContent) content).blocks.stream())
                .toList());
    }

    @Override
    public InputStream open() {
        return new Reader();
    }

    private final class Reader extends InputStream {

        private int block;
        private int position;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) {
            Objects.checkFromIndexSize(offset, count, buffer.length);
            int copied = Math.min(count, leftInBlock());
            if (copied == 0) {
                return count == 0 ? 0 : -1;
            }
            System.arraycopy(blocks.get(block), position, buffer, offset, copied);
            position += copied;
            return copied;
        }

        @Override
        public long skip(long count) {
            long left = Math.max(count, 0);
            for (int step = leftInBlock(); left > 0 && step > 0; step = leftInBlock()) {
                int skipped = (int) Math.min(left, step);
                position += skipped;
                left -= skipped;
            }
            return Math.max(count, 0) - left;
        }

        /** Returns the number of bytes from the position to the end of its block, which is 0 at the end of the content only. */
        private int leftInBlock() {
            if (block < blocks.size() && position == blocks.get(block).length) {
                block++;
                position = 0;
            }
            return block == blocks.size() ? 0 : blocks.get(block).length - position;
        }
    }
}
