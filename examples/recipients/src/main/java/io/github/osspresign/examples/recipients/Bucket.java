package io.github.osspresign.examples.recipients;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.CORSConfiguration;
import com.aliyun.sdk.service.oss2.models.CORSRule;
import com.aliyun.sdk.service.oss2.models.PutBucketCorsRequest;
import io.github.osspresign.devserver.OssDevServer;
import java.util.List;

/** What the owner of a bucket does once, so that pages may read from it. */
final class Bucket {

    private Bucket() {}

    // tag::cors[]
    /** Lets scripts of this page read what links to the bucket bring. */
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
    // end::cors[]

    /** The same for the bucket of an embedded server. */
    static void allowPage(OssDevServer server, String origin) throws Exception {
        OSSClient client = OSSClient.newBuilder()
                .region(server.region())
                .endpoint(server.endpoint().toString())
                .credentialsProvider(new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret()))
                .build();
        try {
            allowPage(client, "demo", origin);
        } finally {
            client.close();
        }
    }
}
