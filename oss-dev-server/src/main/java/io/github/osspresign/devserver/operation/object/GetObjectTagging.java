package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.tag.ObjectTags;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetObjectTagging: returns the tags of an object. */
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
    public Response handle(OssRequest request) {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        ObjectInfo info = RequestedVersion.of(request).find(store);
        return RequestedVersion.addVersionId(XmlBody.response("Tagging", ObjectTags.of(info)::write), bucket, info);
    }
}
