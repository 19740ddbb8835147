// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectResult;
import io.github.osspresign.benchmarks.Effort;
import io.github.osspresign.benchmarks.Report;
import io.github.osspresign.benchmarks.Suite;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.oss.Crc64;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file in parts, by the links of a plan and by the official client with keys. */
public final class UploadSuite implements Suite {

    static final String KEY = "large.bin";
    static final int PARALLEL = 4;
    static final long PART_SIZE = 8 << 20;

    private static final String SDK = "SDK V2 Uploader, with keys";

    // That a close() may be interrupted does not matter at the end of a suite.
    @SuppressWarnings("try")
    @Override
    public Report run(Effort effort) throws Exception {
        Bench.requirePossible();
        boolean full = effort == Effort.FULL;
        long mebibytes = full ? 1024 : 24;
        try (Bench bench = Bench.open();
                OssDevServer server = OssDevServer.builder()
                        .bucket(StoredObjects.BUCKET)
                        .discardContent()
                        .start();
                OSSClient client =
                        client(server.endpoint().toString(), server.accessKeyId(), server.accessKeySecret())) {
            StoredObjects objects = StoredObjects.in(bench.folder(bench.memory(), "files"));
            objects.add(KEY, mebibytes << 20, 1);
            Path file = objects.bucket().resolve(KEY);
            Contest contest = new Contest(
                    "parts",
                    bench.folder(bench.disk(), "scratch"),
                    new Stored(client, Files.size(file), crc64(file)),
                    mebibytes,
                    mebibytes / 1024.0,
                    SDK);
            int rounds = full ? 5 : 1;
            return new Report(
                    rounds,
                    List.of(
                            "after each run the server had an object with the size and CRC-64 of the file",
                            "the server computes MD5 and CRC-64 of all bytes, on the same processors"),
                    List.of(contest.run(sides(bench, server, file), rounds)));
        }
    }

    private static List<Side> sides(Bench bench, OssDevServer server, Path file) {
        String[] arguments = {
            server.endpoint().toString(), server.accessKeyId(), server.accessKeySecret(), file.toString(), "3"
        };
        return List.of(
                bench.java(SDK, SdkUpload.class, "128m", arguments),
                bench.java("presign and osspresigned, by a plan", PlannedUpload.class, "64m", arguments));
    }

    static OSSClient client(String endpoint, String accessKeyId, String accessKeySecret) {
        return OSSClient.newBuilder()
                .region("cn-hangzhou")
                .endpoint(endpoint)
                .usePathStyle(true)
                .credentialsProvider(new StaticCredentialsProvider(accessKeyId, accessKeySecret))
                .build();
    }

    private static String crc64(Path file) throws IOException {
        Crc64 crc64 = new Crc64();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc64.update(buffer, 0, count);
            }
        }
        return crc64.decimal();
    }

    /** Object of the server. */
    private record Stored(OSSClient client, long size, String crc64) implements Outcome {

        @Override
        public void clear() {
            client.deleteObject(DeleteObjectRequest.newBuilder()
                    .bucket(StoredObjects.BUCKET)
                    .key(KEY)
                    .build());
        }

        @Override
        public void requireSame(String side) {
            HeadObjectResult object = client.headObject(HeadObjectRequest.newBuilder()
                    .bucket(StoredObjects.BUCKET)
                    .key(KEY)
                    .build());
            if (object.contentLength() != size || !crc64.equals(object.hashCrc64ecma())) {
                throw new IllegalStateException(side + ": object must have " + size + " bytes with CRC-64 " + crc64
                        + ", had " + object.contentLength() + " with " + object.hashCrc64ecma());
            }
        }
    }
}
