package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectStore;

/** ListObjectsV2: lists objects page by page, with owners on request. */
final class ListObjectsV2 implements Operation {

    private final ObjectStore store;

    ListObjectsV2(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Response handle(OssRequest request) {
        String bucket = request.requiredBucket();
        BucketRules.requireExisting(store, bucket);
        ListParameters parameters = ListParameters.of(request.query());
        ListPage page = ListPage.of(store.objectsFrom(bucket, parameters.prefix()), parameters);
        boolean withOwner = "true".equals(request.query().first("fetch-owner"));
        return XmlBody.response(
                "ListBucketResult",
                new ListBucketXml(bucket, parameters, page, withOwner, request.receivedAt())::write);
    }
}
