package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Set;

/** DeleteBucketCors: returns 204 even if there were no rules. */
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
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        store.changeBucket(bucket.name(), info -> info.without(CorsConfiguration.SETTING));
        return Response.of(204);
    }
}
