// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import com.aliyun.oss.OSS;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.PresignOptions;
import java.io.File;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Code that makes and uses links with the SDKs, for the page on migrating. */
final class BeforeMigration {

    private BeforeMigration() {}

    static String linkBySdkV2(OSSClient client) {
        // tag::sdk-v2[]
        String url = client.presign(
                        com.aliyun.sdk.service.oss2.models.GetObjectRequest.newBuilder()
                                .bucket("my-bucket")
                                .key("a.txt")
                                .build(),
                        PresignOptions.newBuilder()
                                .expiration(Duration.ofHours(1))
                                .build())
                .url();
        // end::sdk-v2[]
        return url;
    }

    static String linkBySdkV1(OSS client) {
        // tag::sdk-v1[]
        Date end = Date.from(Instant.now().plus(Duration.ofHours(1)));
        URL url = client.generatePresignedUrl("my-bucket", "a.txt", end);
        // end::sdk-v1[]
        return url.toString();
    }

    static void downloadBySdkV1(OSS client, URL url) {
        // tag::sdk-v1-download[]
        client.getObject(new GetObjectRequest(url, Map.of()), new File("inbox/a.txt"));
        // end::sdk-v1-download[]
    }
}
