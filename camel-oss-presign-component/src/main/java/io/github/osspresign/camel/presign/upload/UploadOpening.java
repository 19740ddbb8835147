package io.github.osspresign.camel.presign.upload;

import com.aliyun.sdk.service.oss2.models.InitiateMultipartUploadRequest;
import io.github.osspresign.camel.presign.service.ServiceClient;
import io.github.osspresign.error.ServiceCallException;
import java.util.Map;

/** Opens uploads in parts, with one request each. */
public final class UploadOpening {

    private final ServiceClient service;

    public UploadOpening(ServiceClient service) {
        this.service = service;
    }

    /**
     * Opens an upload and returns its id.
     *
     * @param headers headers of the object
     * @param parameters parameters of every request, of which only {@code x-oss-request-payer} is sent
     * @throws ServiceCallException if the service refuses the request or cannot be reached
     */
    public String open(String bucket, String key, Map<String, String> headers, Map<String, String> parameters)
            throws ServiceCallException {
        InitiateMultipartUploadRequest.Builder request =
                InitiateMultipartUploadRequest.newBuilder().bucket(bucket).key(key);
        headers.forEach(request::header);
        String payer = parameters.get("x-oss-request-payer");
        if (payer != null) {
            request.requestPayer(payer);
        }
        return service.call("multipart of " + bucket + "/" + key, sdk -> sdk.initiateMultipartUpload(request.build()))
                .initiateMultipartUpload()
                .uploadId();
    }
}
