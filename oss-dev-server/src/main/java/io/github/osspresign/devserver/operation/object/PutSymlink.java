// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.metadata.MediaTypes;
import io.github.osspresign.devserver.operation.metadata.ServerSideEncryption;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.metadata.Symlink;
import io.github.osspresign.devserver.operation.transfer.NewObject;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.PercentEncoding;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** PutSymlink: creates a symbolic link to another object, which need not exist. */
record PutSymlink(ObjectStore store, ServiceRules rules) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        StoredHeaders.refuseUnimplemented(request.headers());
        ServerSideEncryption.refuse(request.headers());
        ObjectKeys.requireValid(request.requiredKey());
        String target = request.header(Symlink.TARGET);
        if (target == null || target.isEmpty()) {
            throw OssErrorCode.INVALID_ARGUMENT.error().with("ArgumentName", Symlink.TARGET);
        }
        ObjectKeys.requireValid(PercentEncoding.decode(target, false));
        Map<String, String> headers = new HashMap<>(
                StoredHeaders.of(request.headers(), bucket, MediaTypes.byDefault(rules, request.requiredKey())));
        ServerSideEncryption.removeFrom(headers);
        headers.put("x-oss-object-type", Symlink.TYPE);
        headers.put(Symlink.TARGET, target);
        try (StagedContent nothing = store.stage(InputStream.nullInputStream())) {
            ObjectInfo link = NewObject.commit(request, nothing, headers);
            return RequestedVersion.addVersionId(Response.of(200).withHeader("ETag", link.entityTag()), bucket, link);
        }
    }
}
