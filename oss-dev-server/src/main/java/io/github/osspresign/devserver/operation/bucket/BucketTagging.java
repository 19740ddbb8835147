// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
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
    Response get(OssRequest request, BucketInfo bucket) {
        return XmlBody.response(BucketTags.ROOT, BucketTags.of(bucket)::write);
    }

    Response put(OssRequest request, BucketInfo bucket) throws IOException {
        BucketTags tags = BucketTags.read(XmlBody.read(request, BucketTags.ROOT));
        store.changeBucket(bucket.name(), tags::storedIn);
        return Response.of(200);
    }

    /** Deletes the tags with the keys in {@code tagging=key1,key2}, or all tags. */
    Response delete(OssRequest request, BucketInfo bucket) throws IOException {
        String keys = request.query().text("tagging");
        UnaryOperator<BucketTags> left = keys.isEmpty()
                ? tags -> tags.without(tags.valuesByKey().keySet())
                : tags -> tags.without(List.of(keys.split(",", -1)));
        store.changeBucket(
                bucket.name(), info -> left.apply(BucketTags.of(info)).storedIn(info));
        return Response.of(204);
    }
}
