// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.EnvironmentVariableCredentialsProvider;

/** Client of OSS for an application inside Alibaba Cloud. */
final class InternalClient {

    private InternalClient() {}

    // tag::client[]
    static OSSClient create() {
        return OSSClient.newBuilder()
                .region("cn-hangzhou")
                .useInternalEndpoint(true)
                .credentialsProvider(new EnvironmentVariableCredentialsProvider())
                .build();
    }
    // end::client[]
}
