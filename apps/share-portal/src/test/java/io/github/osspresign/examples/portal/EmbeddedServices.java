// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.CORSConfiguration;
import com.aliyun.sdk.service.oss2.models.CORSRule;
import com.aliyun.sdk.service.oss2.models.PutBucketCorsRequest;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A bucket in this process, and a database beside it. They forget everything when they end. */
public final class EmbeddedServices implements AutoCloseable {

    public static final String BUCKET = "portal";

    private final OssDevServer bucket;
    private final String databaseUrl;

    /**
     * Starts the server of the bucket.
     *
     * @param databaseUrl JDBC URL of the database, which these services do not stop
     */
    public EmbeddedServices(OssDevServerBuilder server, String databaseUrl) {
        bucket = server.bucket(BUCKET).start();
        this.databaseUrl = databaseUrl;
    }

    public OssDevServer bucket() {
        return bucket;
    }

    /** Lets the pages of an origin send files to the bucket, as the owner of a bucket does once. */
    public void allowPage(String origin) throws Exception {
        CORSRule rule = CORSRule.newBuilder()
                .allowedOrigins(List.of(origin))
                .allowedMethods(List.of("PUT", "POST", "GET", "HEAD"))
                .allowedHeaders(List.of("Content-Type"))
                .exposeHeaders(List.of("ETag", "x-oss-hash-crc64ecma"))
                .maxAgeSeconds(600L)
                .build();
        OSSClient client = OSSClient.newBuilder()
                .region(bucket.region())
                .endpoint(bucket.endpoint().toString())
                // Its certificate is self-signed.
                .insecureSkipVerify(true)
                .credentialsProvider(new StaticCredentialsProvider(bucket.accessKeyId(), bucket.accessKeySecret()))
                .build();
        try {
            client.putBucketCors(PutBucketCorsRequest.newBuilder()
                    .bucket(BUCKET)
                    .corsConfiguration(CORSConfiguration.newBuilder()
                            .corsRules(List.of(rule))
                            .build())
                    .build());
        } finally {
            client.close();
        }
    }

    /** Returns the properties of the portal that lead to these services. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(bucket.camelProperties());
        properties.put("portal.bucket", BUCKET);
        properties.put("portal.region", bucket.region());
        properties.put("spring.datasource.url", databaseUrl);
        properties.put("spring.security.user.name", "demo");
        properties.put("spring.security.user.password", "{noop}demo");
        // Anyone knows this password.
        properties.put("server.address", "127.0.0.1");
        return properties;
    }

    @Override
    public void close() {
        bucket.close();
    }
}
