package io.github.osspresign.devserver.operation.worm;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Set;

/** ExtendBucketWorm: prolongs a locked retention policy. */
final class ExtendBucketWorm implements Operation {

    private final ObjectStore store;

    ExtendBucketWorm(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("wormExtend", "wormId");
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        int days = RetentionDays.read(XmlBody.read(request, "ExtendWormConfiguration"));
        store.changeBucket(bucket.name(), info -> {
            Retention retention = Retention.required(info, request.query().text("wormId"));
            if (!retention.locked() || days <= retention.days()) {
                throw OssErrorCode.INVALID_WORM_CONFIGURATION
                        .error("Only a locked retention policy can be extended, and only to more days.")
                        .with("BucketName", bucket.name());
            }
            return retention.withDays(days).storedIn(info);
        });
        return Response.of(200);
    }
}
