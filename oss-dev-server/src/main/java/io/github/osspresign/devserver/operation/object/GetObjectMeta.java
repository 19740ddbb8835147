// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.HttpDate;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.metadata.ObjectHeaders;
import io.github.osspresign.devserver.operation.metadata.Symlink;
import io.github.osspresign.devserver.operation.setting.StoredDocument;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;

/**
 * GetObjectMeta: returns the entity tag, length, date and checksum of an object. As documented, the response to a GET
 * is that to a HEAD: it has the length of the object and no body.
 */
record GetObjectMeta(ObjectStore store) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) {
        ObjectInfo info =
                Symlink.follow(store, bucket, RequestedVersion.of(request).find(store));
        Response response = Response.of(200)
                .withHeader("ETag", info.entityTag())
                .withHeader("Last-Modified", HttpDate.format(info.lastModified()))
                .withHeader(ObjectHeaders.CRC64, info.digest().crc64Text())
                .withBody(Body.announced(info.digest().length()));
        if (StoredDocument.text(bucket, "accessmonitor", "Status", "").equals("Enabled")) {
            // This server does not record when an object is read.
            response = response.withHeader("x-oss-last-access-time", HttpDate.format(info.lastModified()));
        }
        return RequestedVersion.addVersionId(response, bucket, info);
    }
}
