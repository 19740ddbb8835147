package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.support.BucketEncryption;
import io.github.osspresign.devserver.operation.support.BucketRules;
import io.github.osspresign.devserver.operation.support.BucketXml;
import io.github.osspresign.devserver.operation.support.Operation;
import io.github.osspresign.devserver.operation.support.Owner;
import io.github.osspresign.devserver.operation.support.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.List;
import java.util.Set;

/** GetBucketInfo: returns the description of a bucket. */
final class GetBucketInfo implements Operation {

    /** Features of a bucket that this server does not have. */
    private static final List<String> SWITCHED_OFF =
            List.of("AccessMonitor", "CrossRegionReplication", "TransferAcceleration");

    private final ObjectStore store;
    private final ServiceRules rules;

    GetBucketInfo(ObjectStore store, ServiceRules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("bucketInfo");
    }

    @Override
    public Response handle(OssRequest request) {
        BucketInfo info = BucketRules.requireExisting(store, request.requiredBucket());
        return XmlBody.response(
                "BucketInfo",
                xml -> xml.element("Bucket", bucket -> {
                    BucketXml.write(bucket, info, rules, request);
                    bucket.element("DataRedundancyType", BucketRules.redundancy(info));
                    bucket.element("ResourceGroupId", BucketRules.resourceGroup(info));
                    SWITCHED_OFF.forEach(feature -> bucket.element(feature, "Disabled"));
                    bucket.element("BlockPublicAccess", "false");
                    BucketEncryption.of(info).write(bucket);
                    bucket.element("Comment", "");
                    GetBucketVersioning.status(info).ifPresent(status -> bucket.element("Versioning", status));
                    Owner.write(bucket);
                    bucket.element("AccessControlList", acl -> acl.element("Grant", BucketRules.acl(info)));
                }));
    }
}
