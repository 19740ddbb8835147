package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.util.Set;

/** GetObjectTagging: the tags of an object, which may be none. */
final class GetObjectTagging implements Operation {

    private final ObjectStore store;

    GetObjectTagging(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("tagging", RequestedVersion.PARAMETER, "x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) {
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        ObjectInfo info = RequestedVersion.of(call).find(store);
        return RequestedVersion.mark(XmlBody.answer("Tagging", ObjectTags.of(info)::write), bucket, info);
    }
}
