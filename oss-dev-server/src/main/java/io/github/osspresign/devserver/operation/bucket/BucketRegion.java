// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;

/** HeadBucket and GetBucketLocation: the region of the server. */
record BucketRegion(ObjectStore store, ServiceRules rules) {

    Response head(OssRequest request) {
        BucketRules.requireExisting(store, request.requiredBucket());
        return Response.of(200).withHeader("x-oss-bucket-region", rules.location());
    }

    Response get(OssRequest request) {
        BucketRules.requireExisting(store, request.requiredBucket());
        return XmlBody.response("LocationConstraint", xml -> xml.text(rules.location()));
    }
}
