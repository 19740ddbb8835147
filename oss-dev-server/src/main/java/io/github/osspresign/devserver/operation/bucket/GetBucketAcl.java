package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.support.Buckets;
import io.github.osspresign.devserver.operation.support.Operation;
import io.github.osspresign.devserver.operation.support.Owner;
import io.github.osspresign.devserver.operation.support.XmlBody;
import io.github.osspresign.devserver.request.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetBucketAcl: whether everybody may read the objects of a bucket. */
public final class GetBucketAcl implements Operation {

    private final ObjectStore store;

    public GetBucketAcl(ObjectStore store) {
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
