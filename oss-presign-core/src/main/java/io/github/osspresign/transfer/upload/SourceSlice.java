// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of one part within a source. They count as changed if the source has changed anywhere.
 *
 * @param offset position of the first byte
 * @param length number of bytes
 */
record SourceSlice(UploadSource source, long offset, long length) implements UploadSource {

    @Override
    public InputStream open() throws IOException {
        InputStream in = source.open(offset);
        return new InputStream() {
            private long left = length;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                int read = left > 0 ? in.read(bytes, from, (int) Math.min(count, left)) : -1;
                left -= Math.max(read, 0);
                return read;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    @Override
    public boolean isUnchanged() throws IOException {
        return source.isUnchanged();
    }
}
