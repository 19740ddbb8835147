// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.metadata.ObjectHeaders;
import io.github.osspresign.devserver.operation.metadata.Symlink;
import io.github.osspresign.devserver.operation.transfer.Preconditions;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;

/** HeadObject: returns the headers of GetObject without the body. */
record HeadObject(ObjectStore store) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) {
        ObjectInfo info =
                Symlink.follow(store, bucket, RequestedVersion.of(request).find(store));
        return RequestedVersion.addVersionId(response(request, info), bucket, info);
    }

    private static Response response(OssRequest request, ObjectInfo info) {
        Headers headers = ObjectHeaders.of(info, request.receivedAt());
        if (Preconditions.isNotModified(request, info)) {
            return Response.of(304).withHeaders(headers);
        }
        return Compression.announce(
                request, new Response(200, headers, Body.announced(info.digest().length())));
    }
}
