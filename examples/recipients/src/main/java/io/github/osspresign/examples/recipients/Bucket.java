// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.CORSConfiguration;
import com.aliyun.sdk.service.oss2.models.CORSRule;
import com.aliyun.sdk.service.oss2.models.PutBucketCorsRequest;
import io.github.osspresign.devserver.OssDevServer;
import java.util.List;

/** Settings that the owner of a bucket makes once, so that pages may read from it or upload to it. */
final class Bucket {

    private Bucket() {}

    /** Lets scripts of this page read the responses to links to the bucket. */
    static void allowPage(OSSClient client, String bucket, String origin) {
        CORSRule rule = CORSRule.newBuilder()
                .allowedOrigins(List.of(origin))
                .allowedMethods(List.of("GET"))
                .exposeHeaders(List.of("Content-Encoding", "Content-Length"))
                .build();
        client.putBucketCors(PutBucketCorsRequest.newBuilder()
                .bucket(bucket)
                .corsConfiguration(
                        CORSConfiguration.newBuilder().corsRules(List.of(rule)).build())
                .build());
    }

    /** Lets scripts of this page upload in parts with links to the bucket. */
    static void allowUploads(OSSClient client, String bucket, String origin) {
        CORSRule rule = CORSRule.newBuilder()
                .allowedOrigins(List.of(origin))
                .allowedMethods(List.of("PUT", "POST", "GET", "DELETE", "HEAD"))
                .allowedHeaders(List.of("Content-Type"))
                .exposeHeaders(List.of("ETag", "x-oss-hash-crc64ecma"))
                .maxAgeSeconds(600L)
                .build();
        client.putBucketCors(PutBucketCorsRequest.newBuilder()
                .bucket(bucket)
                .corsConfiguration(
                        CORSConfiguration.newBuilder().corsRules(List.of(rule)).build())
                .build());
    }

    /** Allows a page to read from the bucket of an embedded server. */
    static void allowPage(OssDevServer server, String origin) throws Exception {
        OSSClient client = client(server);
        try {
            allowPage(client, "demo", origin);
        } finally {
            client.close();
        }
    }

    /** Allows a page to upload to the bucket of an embedded server. */
    static void allowUploads(OssDevServer server, String origin) throws Exception {
        OSSClient client = client(server);
        try {
            allowUploads(client, "demo", origin);
        } finally {
            client.close();
        }
    }

    private static OSSClient client(OssDevServer server) {
        return OSSClient.newBuilder()
                .region(server.region())
                .endpoint(server.endpoint().toString())
                .credentialsProvider(new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret()))
                .build();
    }
}
