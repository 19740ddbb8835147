// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import com.aliyun.sdk.service.oss2.hash.CRC64;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The objects that a server has, as files, with checksums that another implementation than ours has computed.
 *
 * @param folder what the server serves; the bucket is a folder in it
 * @param crc64 by the path of the URL
 */
record StoredObjects(Path folder, Map<String, String> crc64) {

    static final String BUCKET = "bench";

    private static final int BLOCK = 1 << 20;

    static StoredObjects in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve(BUCKET));
        return new StoredObjects(folder, new TreeMap<>());
    }

    /** Adds an object of random bytes. */
    void add(String key, long length, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        CRC64 checksum = new CRC64();
        byte[] block = new byte[(int) Math.min(BLOCK, length)];
        try (OutputStream out = Files.newOutputStream(bucket().resolve(key))) {
            for (long left = length; left > 0; left -= block.length) {
                random.nextBytes(block);
                int count = (int) Math.min(block.length, left);
                out.write(block, 0, count);
                checksum.update(block, 0, count);
            }
        }
        crc64.put("/" + BUCKET + "/" + key, Long.toUnsignedString(checksum.getValue()));
    }

    Path bucket() {
        return folder.resolve(BUCKET);
    }
}
