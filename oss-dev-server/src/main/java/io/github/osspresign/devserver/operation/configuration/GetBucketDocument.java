package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetBucketLifecycle, GetBucketPolicy and others: returns a configuration as it was put. */
final class GetBucketDocument implements Operation {

    private final ObjectStore store;
    private final BucketDocument document;

    GetBucketDocument(ObjectStore store, BucketDocument document) {
        this.store = store;
        this.document = document;
    }

    @Override
    public Set<String> knownParameters() {
        return document.parameters();
    }

    @Override
    public Response handle(OssRequest request) {
        BucketInfo bucket = BucketDocument.holder(store, request);
        return Response.of(200)
                .withHeader("Content-Type", document.contentType())
                .withBody(Body.of(document.of(bucket, document.setting(request))));
    }
}
