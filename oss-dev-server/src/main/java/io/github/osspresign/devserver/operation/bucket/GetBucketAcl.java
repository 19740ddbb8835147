package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.Owner;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetBucketAcl: returns the ACL of a bucket. */
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
    public Response handle(OssRequest request) {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        return XmlBody.response("AccessControlPolicy", xml -> {
            Owner.write(xml);
            xml.element("AccessControlList", acl -> acl.element("Grant", BucketRules.acl(bucket)));
        });
    }
}
