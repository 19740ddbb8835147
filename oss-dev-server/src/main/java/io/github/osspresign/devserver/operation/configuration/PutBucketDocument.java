package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Set;

/** PutBucketLifecycle, PutBucketPolicy and others: stores a configuration. */
final class PutBucketDocument implements Operation {

    private final ObjectStore store;
    private final BucketDocument document;

    PutBucketDocument(ObjectStore store, BucketDocument document) {
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
        String stored = document.read(XmlBody.bytes(request), store);
        BucketDocument.change(store, request, info -> info.with(setting, stored));
        return Response.of(200);
    }
}
