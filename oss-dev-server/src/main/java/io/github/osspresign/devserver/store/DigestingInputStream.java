// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Computes the digest of content while it is read. */
final class DigestingInputStream extends FilterInputStream {

    private final MessageDigest md5 = newMd5();
    private final Crc64 crc64 = new Crc64();
    private long length;

    DigestingInputStream(InputStream content) {
        super(content);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int read = super.read(buffer, offset, count);
        if (read > 0) {
            md5.update(buffer, offset, read);
            crc64.update(buffer, offset, read);
            length += read;
        }
        return read;
    }

    /** Returns the digest of the bytes that were read. Call it once, at the end. */
    ContentDigest digest() {
        return new ContentDigest(length, Base64.getEncoder().encodeToString(md5.digest()), crc64.value());
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is part of every Java platform", e);
        }
    }
}
