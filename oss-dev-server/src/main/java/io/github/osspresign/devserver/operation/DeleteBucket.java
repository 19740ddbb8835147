package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.Set;

/** DeleteBucket: only a bucket without objects can go. */
final class DeleteBucket implements Operation {

    private final ObjectStore store;

    DeleteBucket(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of();
    }

    @Override
    public Response answer(OssCall call) throws IOException {
        Buckets.requireExisting(store, call.requiredBucket());
        if (!store.deleteBucket(call.requiredBucket())) {
            throw OssErrorCode.BUCKET_NOT_EMPTY
                    .error()
                    .with("BucketName", call.requiredBucket())
                    .toException();
        }
        return Response.of(204);
    }
}
