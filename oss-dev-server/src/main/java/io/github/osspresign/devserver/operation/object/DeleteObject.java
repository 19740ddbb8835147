// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;

/**
 * DeleteObject: deletes the object or the named version, or adds a delete marker. Returns 204 even if there was no
 * object.
 */
record DeleteObject(ObjectStore store) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        ObjectKeys.requireValid(request.requiredKey());
        RequestedVersion requested = RequestedVersion.of(request);
        if (requested.versionId() != null) {
            RequestedVersion.requireValidId(RequestedVersion.PARAMETER, requested.versionId());
        }
        Deletion deletion = Deletion.of(store, requested, request.receivedAt());
        return deletion.addHeaders(Response.of(204), bucket);
    }
}
