// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.ContentMd5;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.callback.Callback;
import io.github.osspresign.devserver.operation.metadata.MediaTypes;
import io.github.osspresign.devserver.operation.metadata.ObjectHeaders;
import io.github.osspresign.devserver.operation.metadata.ServerSideEncryption;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.transfer.NewObject;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.operation.transfer.TrafficLimit;
import io.github.osspresign.devserver.operation.transfer.UploadContent;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;

/**
 * PutObject: stores an object. The object appears only when its body has arrived completely and matches its
 * Content-MD5.
 */
record PutObject(ObjectStore store, ServiceRules rules) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        StoredHeaders.refuseUnimplemented(Callback.without(request.headers()));
        UploadContent.check(request, rules);
        Callback callback = Callback.of(request);
        ObjectKeys.requireValid(request.requiredKey());
        NewObject.refuseOverwriting(request, bucket, store);
        try (StagedContent content = UploadContent.stage(request, store)) {
            ObjectInfo info = NewObject.commit(
                    request,
                    content,
                    StoredHeaders.of(request.headers(), bucket, MediaTypes.byDefault(rules, request.requiredKey())));
            Response response = Response.of(200)
                    .withHeader(ContentMd5.NAME, info.digest().md5())
                    .withHeader("ETag", info.entityTag())
                    .withHeader(ObjectHeaders.CRC64, info.digest().crc64Text());
            response = TrafficLimit.addDelay(request, response, info.digest().length());
            response = ServerSideEncryption.addHeaders(response, info.headers());
            return Callback.response(callback, request, info, RequestedVersion.addVersionId(response, bucket, info));
        }
    }
}
