// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.upload;

import com.aliyun.sdk.service.oss2.models.InitiateMultipartUploadRequest;
import io.github.osspresign.camel.presign.service.ServiceClient;
import io.github.osspresign.error.ServiceCallException;
import java.util.function.Function;

/** Opens uploads in parts, with one request each. */
public final class UploadOpening {

    private final Function<String, ServiceClient> services;

    /** @param services returns the client for requests to a bucket */
    public UploadOpening(Function<String, ServiceClient> services) {
        this.services = services;
    }

    /**
     * Opens an upload and returns its id. Of the parameters of every request, only {@code x-oss-request-payer} is sent.
     *
     * @throws ServiceCallException if the service refuses the request or cannot be reached
     */
    String open(UploadRequests upload) throws ServiceCallException {
        String bucket = upload.bucket();
        String key = upload.key();
        InitiateMultipartUploadRequest.Builder request =
                InitiateMultipartUploadRequest.newBuilder().bucket(bucket).key(key);
        upload.openingHeaders().forEach(request::header);
        String payer = upload.parameters().get("x-oss-request-payer");
        if (payer != null) {
            request.requestPayer(payer);
        }
        return services.apply(bucket)
                .call("multipart of " + bucket + "/" + key, sdk -> sdk.initiateMultipartUpload(request.build()))
                .initiateMultipartUpload()
                .uploadId();
    }
}
