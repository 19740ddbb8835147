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

/** CompleteBucketWorm: locks a retention policy. It can then only be extended. */
final class CompleteBucketWorm implements Operation {

    private final ObjectStore store;

    CompleteBucketWorm(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("wormId");
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        store.changeBucket(bucket.name(), info -> {
            Retention retention = Retention.required(info, request.query().text("wormId"));
            if (retention.hasEnded(request.receivedAt())) {
                throw OssErrorCode.INVALID_WORM_CONFIGURATION
                        .error("The retention policy was not locked within a day.")
                        .with("BucketName", bucket.name());
            }
            return retention.withLock().storedIn(info);
        });
        return Response.of(200);
    }
}
