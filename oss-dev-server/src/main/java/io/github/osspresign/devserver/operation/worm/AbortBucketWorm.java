package io.github.osspresign.devserver.operation.worm;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Set;

/** AbortBucketWorm: deletes a retention policy that is not locked. */
final class AbortBucketWorm implements Operation {

    private final ObjectStore store;

    AbortBucketWorm(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("worm");
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        store.changeBucket(bucket.name(), info -> {
            if (Retention.required(info).locked()) {
                throw OssErrorCode.WORM_CONFIGURATION_LOCKED.error().with("BucketName", bucket.name());
            }
            return Retention.removedFrom(info);
        });
        return Response.of(204);
    }
}
