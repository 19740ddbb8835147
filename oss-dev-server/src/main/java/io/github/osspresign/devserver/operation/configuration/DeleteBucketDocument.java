package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.request.OssRequest;
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
        BucketDocument.holder(store, request);
        String setting = document.setting(request);
        BucketDocument.change(store, request, info -> info.without(setting));
        return Response.of(204);
    }
}
