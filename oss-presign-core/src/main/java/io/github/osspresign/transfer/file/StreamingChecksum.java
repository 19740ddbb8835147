// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.oss.Crc64;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * Checksum that is computed while bytes pass.
 *
 * @param sink takes the bytes
 * @param value returns the checksum of all bytes, in the format of the service
 */
public record StreamingChecksum(LocalBytes.Sink sink, Supplier<String> value) {

    /** Starts a checksum as in {@code x-oss-hash-crc64ecma}. */
    public static StreamingChecksum crc64() {
        Crc64 crc64 = new Crc64();
        return new StreamingChecksum(crc64::update, crc64::decimal);
    }

    /** Starts a checksum as in {@code Content-MD5}. */
    public static StreamingChecksum md5() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return new StreamingChecksum(md5::update, () -> Base64.getEncoder().encodeToString(md5.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is missing, which every Java platform must have", e);
        }
    }
}
