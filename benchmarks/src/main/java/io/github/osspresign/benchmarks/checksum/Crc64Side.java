// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.checksum;

import io.github.osspresign.oss.Crc64;
import java.util.zip.Checksum;

/** Implementations of CRC-64 that are compared. */
public enum Crc64Side {
    OURS("ours"),
    SDK_V1("OSS SDK V1"),
    SDK_V2("OSS SDK V2");

    private final String title;

    Crc64Side(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /**
     * Returns the checksum of an object.
     *
     * @param bytes read buffer; its length is a multiple of the piece
     * @param piece bytes of each update
     * @param times how often the object repeats the bytes
     */
    long of(byte[] bytes, int piece, int times) {
        Checksum checksum = start();
        for (int round = 0; round < times; round++) {
            for (int position = 0; position < bytes.length; position += piece) {
                checksum.update(bytes, position, piece);
            }
        }
        return checksum.getValue();
    }

    private Checksum start() {
        return switch (this) {
            case OURS -> new Ours();
            case SDK_V1 -> new com.aliyun.oss.common.utils.CRC64();
            case SDK_V2 -> new com.aliyun.sdk.service.oss2.hash.CRC64();
        };
    }

    private static final class Ours implements Checksum {

        private Crc64 crc64 = new Crc64();

        @Override
        public void update(int b) {
            crc64.update(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            crc64.update(bytes, offset, length);
        }

        @Override
        public long getValue() {
            return crc64.value();
        }

        @Override
        public void reset() {
            crc64 = new Crc64();
        }
    }
}
