// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Owner;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.metadata.ObjectAcl;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** GetObjectAcl and PutObjectAcl: the ACL of a version. */
record ObjectAccess(ObjectStore store) {

    Response get(OssRequest request, BucketInfo bucket) {
        ObjectInfo info = RequestedVersion.of(request).find(store);
        Response response = XmlBody.response("AccessControlPolicy", xml -> {
            Owner.write(xml);
            xml.element("AccessControlList", acl -> acl.element("Grant", ObjectAcl.of(info)));
        });
        return RequestedVersion.addVersionId(response, bucket, info);
    }

    /** Sets the ACL to the header {@code x-oss-object-acl}. */
    Response put(OssRequest request, BucketInfo bucket) throws IOException {
        String acl = request.header(ObjectAcl.NAME);
        if (acl == null) {
            throw OssErrorCode.MISSING_ARGUMENT.error().with("ArgumentName", ObjectAcl.NAME);
        }
        ObjectAcl.check(request.headers());
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
