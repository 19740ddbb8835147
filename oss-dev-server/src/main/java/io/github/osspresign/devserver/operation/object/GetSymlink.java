// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.HttpDate;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.metadata.Symlink;
import io.github.osspresign.devserver.operation.metadata.UserMetadata;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.PercentEncoding;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Map;

/**
 * GetSymlink: returns the percent-encoded key of the target, even if the target does not exist, with the type and the
 * user metadata of the link.
 */
record GetSymlink(ObjectStore store) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) {
        ObjectInfo link = RequestedVersion.of(request).find(store);
        if (!link.type().equals(Symlink.TYPE)) {
            throw OssErrorCode.NOT_SYMLINK.error().with("Key", link.key());
        }
        Response response = Response.of(200)
                .withHeader("ETag", link.entityTag())
                .withHeader("Last-Modified", HttpDate.format(link.lastModified()))
                .withHeader(Symlink.TARGET, PercentEncoding.encode(Symlink.targetKey(link)));
        for (Map.Entry<String, String> header : link.headers().entrySet()) {
            if (header.getKey().equals("Content-Type") || UserMetadata.isName(header.getKey())) {
                response = response.withHeader(header.getKey(), header.getValue());
            }
        }
        return RequestedVersion.addVersionId(response, bucket, link);
    }
}
