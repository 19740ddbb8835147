package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.Set;

/** DeleteBucketCors: 204 whether or not there were rules. */
final class DeleteBucketCors implements Operation {

    private final ObjectStore store;

    DeleteBucketCors(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of(CorsConfiguration.SETTING);
    }

    @Override
    public Response answer(OssCall call) throws IOException {
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        store.changeBucket(bucket.name(), info -> info.without(CorsConfiguration.SETTING));
        return Response.of(204);
    }
}
