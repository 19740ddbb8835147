// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import java.nio.file.Path;

/** The official client that gets an object into a file, some times: {@code <endpoint> <key> <file> <times>}. */
public final class SdkFile {

    private SdkFile() {}

    // That a close() may be interrupted does not matter at the end of a process.
    @SuppressWarnings("try")
    public static void main(String[] args) throws Exception {
        try (OSSClient client = OSSClient.newBuilder()
                .region("cn-hangzhou")
                .endpoint(args[0])
                .usePathStyle(true)
                .credentialsProvider(new StaticCredentialsProvider("bench", "bench"))
                .build()) {
            GetObjectRequest request = GetObjectRequest.newBuilder()
                    .bucket(StoredObjects.BUCKET)
                    .key(args[1])
                    .build();
            Path file = Path.of(args[2]);
            Transfer.print(
                    Integer.parseInt(args[3]), file.resolveSibling(""), () -> client.getObjectToFile(request, file));
        }
    }
}
