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
        return new LimitedStream(source.open(offset), length);
    }

    @Override
    public long bodyLength() {
        return source.length();
    }

    @Override
    public boolean isUnchanged() throws IOException {
        return source.isUnchanged();
    }
}
