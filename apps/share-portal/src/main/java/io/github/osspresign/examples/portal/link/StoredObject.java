// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.link.PresignedLink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object as the bucket reports it.
 *
 * @param size bytes
 * @param crc64 CRC-64 as OSS writes it, unsigned decimal
 */
public record StoredObject(long size, @Nullable String crc64) {

    static StoredObject of(PresignedLink link) {
        return new StoredObject(Objects.requireNonNull(link.size()), link.crc64());
    }

    /**
     * Returns whether this is a file of a size and a CRC-64.
     *
     * @param fileCrc64 {@code null} if its sender does not know it
     */
    public boolean isFile(long fileSize, @Nullable String fileCrc64) {
        return size == fileSize && (fileCrc64 == null || crc64 == null || crc64.equals(fileCrc64));
    }
}
