// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.callback.Callback;
import io.github.osspresign.devserver.operation.metadata.MediaTypes;
import io.github.osspresign.devserver.operation.metadata.ServerSideEncryption;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.paging.ListEncoding;
import io.github.osspresign.devserver.operation.transfer.NewObject;
import io.github.osspresign.devserver.operation.transfer.Preconditions;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.time.temporal.ChronoUnit;

/** InitiateMultipartUpload: starts a multipart upload. The object gets the headers of this request. */
record InitiateMultipartUpload(ObjectStore store, MultipartUploads uploads, ServiceRules rules) implements Operation {

    static final String SEQUENTIAL = "sequential";

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) {
        Preconditions.refuseAtStart(request);
        StoredHeaders.refuseUnimplemented(Callback.without(request.headers()));
        String key = request.requiredKey();
        ObjectKeys.requireValid(key);
        ListEncoding encoding = ListEncoding.of(request.query());
        NewObject.refuseOverwriting(request, bucket, store);
        MultipartUpload upload = new MultipartUpload(
                bucket.name(),
                key,
                request.receivedAt().truncatedTo(ChronoUnit.SECONDS),
                StoredHeaders.of(request.headers(), bucket, MediaTypes.byDefault(rules, key)),
                request.query().contains(SEQUENTIAL));
        ClientEncryption.requireSizes(upload.headers());
        uploads.add(upload);
        Response response = XmlBody.response("InitiateMultipartUploadResult", xml -> {
            encoding.write(xml);
            xml.element("Bucket", upload.bucket());
            xml.element("Key", encoding.text(key));
            xml.element("UploadId", upload.id());
        });
        return ServerSideEncryption.addHeaders(response, upload.headers());
    }
}
