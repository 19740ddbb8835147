// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.tag.BucketTags;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** GetBucketTags, PutBucketTags and DeleteBucketTags. */
record BucketTagging(ObjectStore store) {

    /** Returns the tags, an empty set if there are none. */
    Response get(OssRequest request) {
        BucketTags tags = BucketTags.of(BucketRules.requireExisting(store, request.requiredBucket()));
        return XmlBody.response(BucketTags.ROOT, tags::write);
    }

    Response put(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        BucketTags tags = BucketTags.read(XmlBody.read(request, BucketTags.ROOT));
        store.changeBucket(bucket.name(), tags::storedIn);
        return Response.of(200);
    }

    /** Deletes the tags with the keys in {@code tagging=key1,key2}, or all tags. */
    Response delete(OssRequest request) throws IOException {
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
