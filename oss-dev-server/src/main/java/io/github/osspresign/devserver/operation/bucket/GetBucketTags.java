package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.tag.BucketTags;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetBucketTags: returns the tags of a bucket, an empty set if it has none. */
final class GetBucketTags implements Operation {

    private final ObjectStore store;

    GetBucketTags(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("tagging");
    }

    @Override
    public Response handle(OssRequest request) {
        BucketTags tags = BucketTags.of(BucketRules.requireExisting(store, request.requiredBucket()));
        return XmlBody.response(BucketTags.ROOT, tags::write);
    }
}
