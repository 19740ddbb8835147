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
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * PutObjectTagging and DeleteObjectTagging: replace or remove the tags of a version.
 */
final class ChangeObjectTagging implements Operation {

    private final ObjectStore store;

    ChangeObjectTagging(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("tagging", RequestedVersion.PARAMETER, "x-oss-request-payer");
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        boolean deletes = request.method().equals("DELETE");
        ObjectTags tags = deletes ? new ObjectTags(Map.of()) : ObjectTags.of(XmlBody.read(request, "Tagging"));
        ObjectInfo info;
        do {
            info = RequestedVersion.of(request).find(store);
        } while (!store.replaceInfo(bucket.name(), info, info.withHeaders(tags.storedIn(info.headers()))));
        return RequestedVersion.addVersionId(Response.of(deletes ? 204 : 200), bucket, info);
    }
}
