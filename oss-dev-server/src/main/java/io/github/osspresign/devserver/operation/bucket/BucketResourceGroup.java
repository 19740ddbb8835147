// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;

/** GetBucketResourceGroup and PutBucketResourceGroup. */
record BucketResourceGroup(ObjectStore store, ServiceRules rules) {

    Response get(OssRequest request, BucketInfo bucket) {
        return XmlBody.response(
                "BucketResourceGroupConfiguration",
                xml -> xml.element("ResourceGroupId", BucketRules.resourceGroup(bucket)));
    }

    /** Moves the bucket to a group, or to the default one for an empty ID. */
    Response put(OssRequest request, BucketInfo bucket) throws IOException {
        String group = XmlBody.required(
                XmlBody.read(request, "BucketResourceGroupConfiguration").text("ResourceGroupId"));
        if (!group.isEmpty()) {
            BucketRules.requireResourceGroup(group, rules);
        }
        store.changeBucket(
                bucket.name(),
                info -> group.isEmpty()
                        ? info.without(BucketRules.RESOURCE_GROUP)
                        : info.with(BucketRules.RESOURCE_GROUP, group));
        return Response.of(200);
    }
}
