// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.oss.Crc64;
import java.util.Random;

/** Contents of objects. */
public final class TestBytes {

    private TestBytes() {}

    /** Returns bytes that are the same for each call with a length, and differ from those of other lengths. */
    public static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Returns the checksum as the service writes it. */
    public static String crc64(byte[] bytes) {
        Crc64 crc = new Crc64();
        crc.update(bytes, 0, bytes.length);
        return crc.decimal();
    }
}
