// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharebymail;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import java.io.File;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** Puts a file into the bucket, under its own name. */
public final class BucketUpload {

    private final OSSClient client;
    private final String bucket;

    BucketUpload(OSSClient client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** Stores the file; its name becomes the object key. */
    public void put(@Body File file, @Header(Exchange.FILE_NAME) String key) {
        client.putObjectFromFile(
                PutObjectRequest.newBuilder().bucket(bucket).key(key).build(), file);
    }
}
