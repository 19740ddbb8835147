// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.transfermanager.Uploader;
import com.aliyun.sdk.service.oss2.transfermanager.UploaderOptions;

/** The official client that uploads a file in parts, some times: {@code <endpoint> <key id> <key> <file> <times>}. */
public final class SdkUpload {

    private SdkUpload() {}

    // That a close() may be interrupted does not matter at the end of a process.
    @SuppressWarnings("try")
    public static void main(String[] args) throws Exception {
        try (OSSClient client = UploadSuite.client(args[0], args[1], args[2])) {
            Uploader uploader = new Uploader(
                    client,
                    UploaderOptions.newBuilder()
                            .partSize(UploadSuite.PART_SIZE)
                            .parallelNum(UploadSuite.PARALLEL)
                            .build());
            PutObjectRequest object = PutObjectRequest.newBuilder()
                    .bucket(StoredObjects.BUCKET)
                    .key(UploadSuite.KEY)
                    .build();
            Transfer.print(Integer.parseInt(args[4]), () -> uploader.uploadFile(object, args[3]));
        }
    }
}
