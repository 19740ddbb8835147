// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Owner;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** GetBucketAcl and PutBucketAcl: the ACL of a bucket. */
record BucketAcl(ObjectStore store, ServiceRules rules) {

    Response get(OssRequest request, BucketInfo bucket) {
        return XmlBody.response("AccessControlPolicy", xml -> {
            Owner.write(xml);
            xml.element("AccessControlList", acl -> acl.element("Grant", BucketRules.acl(bucket)));
        });
    }

    /**
     * Sets the ACL to the header {@code x-oss-acl}, or to private without it. Like OSS, it creates a bucket that does not
     * exist.
     */
    Response put(OssRequest request, BucketInfo bucket) throws IOException {
        String allowed = BucketRules.requireAcl(Objects.requireNonNullElse(request.header("x-oss-acl"), ""));
        if (store.hasBucket(bucket.name())) {
            store.changeBucket(bucket.name(), info -> {
                BucketRules.refuseBlocked(allowed, info);
                return info.with(BucketRules.ACL, allowed);
            });
        } else {
            store.putBucket(BucketRules.created(bucket, Map.of(BucketRules.ACL, allowed), rules));
        }
        return Response.of(200).withHeader("Location", "/" + bucket.name());
    }
}
