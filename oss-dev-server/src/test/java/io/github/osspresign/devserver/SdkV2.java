// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OSSClientBuilder;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;

/** Unchanged clients of the official OSS SDK for Java V2. The caller closes each client. */
final class SdkV2 {

    private SdkV2() {}

    /** Returns a builder of clients of the server that send each request once. */
    static OSSClientBuilder builder(OssDevServer server) {
        return OSSClient.newBuilder()
                .region(server.region())
                .endpoint(server.endpoint().toString())
                .retryMaxAttempts(1)
                .credentialsProvider(new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret()));
    }
}
