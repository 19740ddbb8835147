// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.metadata.ObjectAcl;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** PutObjectAcl: sets the ACL of a version to the header {@code x-oss-object-acl}. */
record PutObjectAcl(ObjectStore store) implements Operation {

    @Override
    public Response handle(OssRequest request) throws IOException {
        String acl = request.header(ObjectAcl.NAME);
        if (acl == null) {
            throw OssErrorCode.MISSING_ARGUMENT.error().with("ArgumentName", ObjectAcl.NAME);
        }
        ObjectAcl.check(request.headers());
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        ObjectAcl.refuseBlocked(acl, bucket);
        while (true) {
            ObjectInfo info = RequestedVersion.of(request).find(store);
            Map<String, String> headers = new HashMap<>(info.headers());
            headers.put(ObjectAcl.NAME, acl);
            if (store.replaceInfo(bucket.name(), info, info.withHeaders(headers))) {
                return RequestedVersion.addVersionId(Response.of(200), bucket, info);
            }
        }
    }
}
