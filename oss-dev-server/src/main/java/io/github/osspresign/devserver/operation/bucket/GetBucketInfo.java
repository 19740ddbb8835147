// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.Owner;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketEncryption;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.setting.BucketXml;
import io.github.osspresign.devserver.operation.setting.StoredDocument;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;

/** GetBucketInfo: returns the description of a bucket. */
record GetBucketInfo(ServiceRules rules) implements Operation {

    private static final String DISABLED = "Disabled";

    private static String transferAcceleration(BucketInfo bucket) {
        return StoredDocument.text(bucket, "transferAcceleration", "Enabled", "false")
                        .equals("true")
                ? "Enabled"
                : DISABLED;
    }

    @Override
    public Response handle(OssRequest request, BucketInfo info) {
        return XmlBody.response(
                "BucketInfo",
                xml -> xml.element("Bucket", bucket -> {
                    BucketXml.write(bucket, info, rules, request);
                    bucket.element("DataRedundancyType", BucketRules.redundancy(info));
                    bucket.element("ResourceGroupId", BucketRules.resourceGroup(info));
                    bucket.element("AccessMonitor", StoredDocument.text(info, "accessmonitor", "Status", DISABLED));
                    bucket.element("CrossRegionReplication", DISABLED);
                    bucket.element("TransferAcceleration", transferAcceleration(info));
                    bucket.element("BlockPublicAccess", Boolean.toString(BucketRules.blocksPublicAccess(info)));
                    BucketEncryption.write(bucket, info);
                    bucket.element("Comment", "");
                    BucketVersioning.status(info).ifPresent(status -> bucket.element("Versioning", status));
                    Owner.write(bucket);
                    bucket.element("AccessControlList", acl -> acl.element("Grant", BucketRules.acl(info)));
                }));
    }
}
