// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.file.Checksum;
import io.github.osspresign.transfer.file.LocalBytes;
import io.github.osspresign.transfer.file.StreamingChecksum;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of one part. Closing deletes a temporary copy of them.
 *
 * @param number part number, 1 to 10,000
 */
record PartBytes(int number, UploadSource source) implements Closeable {

    /** Returns the size of the part, in bytes. */
    long size() {
        return source.length();
    }

    /**
     * Returns the part if the service has stored exactly these bytes, {@code null} if it has not.
     *
     * @param deadline end of the transfer: a part has up to 5 GiB
     * @throws IOException if the bytes cannot be read
     */
    @Nullable UploadedPart storedAs(@Nullable StoredPart stored, Deadline deadline) throws IOException {
        if (stored == null || stored.size() != size()) {
            return null;
        }
        Crc64 crc64 = new Crc64();
        StreamingChecksum md5 = StreamingChecksum.md5();
        long read;
        try (InputStream in = source.open()) {
            read = stored.crc64() == null
                    ? LocalBytes.read(in, deadline, crc64::update, md5.sink())
                    : LocalBytes.read(in, deadline, crc64::update);
        }
        boolean same = stored.crc64() == null
                ? md5.value().get().equals(Checksum.md5OfTag(stored.etag()))
                : stored.crc64().equals(crc64.decimal());
        return same && read == size() && source.isUnchanged()
                ? new UploadedPart(number, stored.etag(), crc64.value(), read, true)
                : null;
    }

    @Override
    public void close() {
        if (source instanceof SpoolFile copy) {
            copy.close();
        }
    }
}
