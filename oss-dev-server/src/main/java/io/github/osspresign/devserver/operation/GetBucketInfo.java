package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.util.Set;

/** GetBucketInfo: when a bucket was created, where it is and whose it is. */
final class GetBucketInfo implements Operation {

    private final ObjectStore store;
    private final OperationRules rules;

    GetBucketInfo(ObjectStore store, OperationRules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("bucketInfo");
    }

    @Override
    public Response answer(OssCall call) {
        BucketInfo info = Buckets.requireExisting(store, call.requiredBucket());
        return XmlBody.answer(
                "BucketInfo",
                xml -> xml.element("Bucket", bucket -> {
                    BucketXml.write(bucket, info, rules, call);
                    bucket.element("DataRedundancyType", BucketXml.REDUNDANCY);
                    GetBucketVersioning.status(info).ifPresent(status -> bucket.element("Versioning", status));
                    Owner.write(bucket);
                    bucket.element("AccessControlList", acl -> acl.element("Grant", Buckets.acl(info)));
                }));
    }
}
