package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.util.Set;

/** GetObjectAcl: what everybody may do with an object. */
final class GetObjectAcl implements Operation {

    private final ObjectStore store;

    GetObjectAcl(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("acl", RequestedVersion.PARAMETER, "x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) {
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        ObjectInfo info = RequestedVersion.of(call).find(store);
        Response response = XmlBody.answer("AccessControlPolicy", xml -> {
            Owner.write(xml);
            xml.element("AccessControlList", acl -> acl.element("Grant", ObjectAcl.of(info)));
        });
        return RequestedVersion.mark(response, bucket, info);
    }
}
