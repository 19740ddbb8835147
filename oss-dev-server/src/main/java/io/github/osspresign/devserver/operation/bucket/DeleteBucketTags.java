package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.tag.BucketTags;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** DeleteBucketTags: deletes the tags with the keys in {@code tagging=key1,key2}, or all tags. */
final class DeleteBucketTags implements Operation {

    private final ObjectStore store;

    DeleteBucketTags(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("tagging");
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        String keys = request.query().text("tagging");
        UnaryOperator<BucketTags> left = keys.isEmpty()
                ? tags -> tags.without(tags.valuesByKey().keySet())
                : tags -> tags.without(List.of(keys.split(",", -1)));
        store.changeBucket(
                bucket.name(), info -> left.apply(BucketTags.of(info)).storedIn(info));
        return Response.of(204);
    }
}
