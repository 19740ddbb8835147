// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.tag.ObjectTags;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Map;

/** GetObjectTagging, PutObjectTagging and DeleteObjectTagging: the tags of a version. */
record ObjectTagging(ObjectStore store) {

    Response get(OssRequest request, BucketInfo bucket) {
        ObjectInfo info = RequestedVersion.of(request).find(store);
        return RequestedVersion.addVersionId(XmlBody.response("Tagging", ObjectTags.of(info)::write), bucket, info);
    }

    Response put(OssRequest request, BucketInfo bucket) throws IOException {
        return replace(request, bucket, ObjectTags.of(XmlBody.read(request, "Tagging")), 200);
    }

    Response delete(OssRequest request, BucketInfo bucket) throws IOException {
        return replace(request, bucket, new ObjectTags(Map.of()), 204);
    }

    private Response replace(OssRequest request, BucketInfo bucket, ObjectTags tags, int status) throws IOException {
        ObjectInfo info;
        do {
            info = RequestedVersion.of(request).find(store);
        } while (!store.replaceInfo(bucket.name(), info, info.withHeaders(tags.storedIn(info.headers()))));
        return RequestedVersion.addVersionId(Response.of(status), bucket, info);
    }
}
