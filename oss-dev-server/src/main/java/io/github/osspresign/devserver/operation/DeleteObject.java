package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.Set;

/** DeleteObject: 204 whether or not there was an object. */
final class DeleteObject implements Operation {

    private final ObjectStore store;

    DeleteObject(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("versionId", "x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) throws IOException {
        Buckets.requireExisting(store, call.requiredBucket());
        store.delete(call.requiredBucket(), call.requiredKey());
        return Response.of(204);
    }
}
