// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.queuehandover;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import io.github.osspresign.camel.PresignConstants;
import java.io.File;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Header;

/** The bucket that the sender keeps its files in. */
public final class BucketUpload {

    private final OSSClient client;
    private final String bucket;

    BucketUpload(OSSClient client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** Stores the file under the key that its link will be made for. */
    @Handler
    public void put(@Body File file, @Header(PresignConstants.OBJECT_KEY) String key) {
        client.putObjectFromFile(
                PutObjectRequest.newBuilder().bucket(bucket).key(key).build(), file);
    }

    void delete(String key) {
        client.deleteObject(
                DeleteObjectRequest.newBuilder().bucket(bucket).key(key).build());
    }
}
