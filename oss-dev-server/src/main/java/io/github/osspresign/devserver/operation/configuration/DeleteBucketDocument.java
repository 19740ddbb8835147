package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.support.BucketRules;
import io.github.osspresign.devserver.operation.support.Operation;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Set;

/** DeleteBucketLifecycle, DeleteBucketPolicy and others: returns 204 even if there was no configuration. */
final class DeleteBucketDocument implements Operation {

    private final ObjectStore store;
    private final BucketDocument document;

    DeleteBucketDocument(ObjectStore store, BucketDocument document) {
        this.store = store;
        this.document = document;
    }

    @Override
    public Set<String> knownParameters() {
        return document.parameters();
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        String setting = document.setting(request);
        store.changeBucket(bucket.name(), info -> info.without(setting));
        return Response.of(204);
    }
}
