// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.file.Checksum;
import io.github.osspresign.transfer.file.LocalBytes;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of one part. Closing deletes a temporary copy of them.
 *
 * @param number part number, 1 to 10,000
 */
record PartBytes(int number, UploadSource source) implements AutoCloseable {

    /** Returns the size of the part, in bytes. */
    long size() {
        return source.length();
    }

    /**
     * Returns the part if the service has stored exactly these bytes, {@code null} if it has not.
     *
     * @param check runs while the bytes are read, up to 5 GiB
     * @throws IOException if the bytes cannot be read, or the check fails
     */
    @Nullable UploadedPart storedAs(@Nullable StoredPart stored, LocalBytes.Check check) throws IOException {
        if (stored == null || stored.size() != size()) {
            return null;
        }
        MessageDigest md5 = stored.crc64() == null ? Checksum.OfMd5.newMd5() : null;
        Crc64 crc64 = new Crc64();
        long read;
        try (InputStream in = source.open()) {
            read = md5 == null
                    ? LocalBytes.read(in, check, crc64::update)
                    : LocalBytes.read(in, check, crc64::update, md5::update);
        }
        boolean same = md5 == null
                ? crc64.decimal().equals(stored.crc64())
                : HexFormat.of().formatHex(md5.digest()).equalsIgnoreCase(stored.etag());
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
