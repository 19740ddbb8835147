package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.util.Set;

/** GetBucketAcl: whether everybody may read the objects of a bucket. */
final class GetBucketAcl implements Operation {

    private final ObjectStore store;

    GetBucketAcl(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("acl");
    }

    @Override
    public Response answer(OssCall call) {
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        return XmlBody.answer("AccessControlPolicy", xml -> {
            Owner.write(xml);
            xml.element("AccessControlList", acl -> acl.element("Grant", Buckets.acl(bucket)));
        });
    }
}
