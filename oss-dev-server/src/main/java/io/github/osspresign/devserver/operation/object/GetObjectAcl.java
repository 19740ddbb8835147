// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.Owner;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.metadata.ObjectAcl;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;

/** GetObjectAcl: returns the ACL of an object. */
record GetObjectAcl(ObjectStore store) implements Operation {

    @Override
    public Response handle(OssRequest request) {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        ObjectInfo info = RequestedVersion.of(request).find(store);
        Response response = XmlBody.response("AccessControlPolicy", xml -> {
            Owner.write(xml);
            xml.element("AccessControlList", acl -> acl.element("Grant", ObjectAcl.of(info)));
        });
        return RequestedVersion.addVersionId(response, bucket, info);
    }
}
