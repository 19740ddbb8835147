// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.CORSConfiguration;
import com.aliyun.sdk.service.oss2.models.CORSRule;
import com.aliyun.sdk.service.oss2.models.PutBucketCorsRequest;
import java.util.List;

/** CORS rule for uploads from a web page. */
public final class UploadRule {

    private UploadRule() {}

    /** Allows scripts of one origin to upload through links to the bucket. */
    public static void allow(OSSClient client, String bucket, String origin) {
        CORSRule rule = CORSRule.newBuilder()
                .allowedOrigins(List.of(origin))
                .allowedMethods(List.of("PUT"))
                .allowedHeaders(List.of("Content-Type"))
                .build();
        client.putBucketCors(PutBucketCorsRequest.newBuilder()
                .bucket(bucket)
                .corsConfiguration(
                        CORSConfiguration.newBuilder().corsRules(List.of(rule)).build())
                .build());
    }
}
