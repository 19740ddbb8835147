package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.Set;

/** DeleteObject: 204 whether or not there was an object; of versions it deletes the one that is named, or adds a marker. */
final class DeleteObject implements Operation {

    private final ObjectStore store;

    DeleteObject(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of(RequestedVersion.PARAMETER, "x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) throws IOException {
        ObjectKeys.requireValid(call.requiredKey());
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        Deletion deletion = Deletion.of(store, RequestedVersion.of(call), call.receivedAt());
        return deletion.mark(Response.of(204), bucket);
    }
}
