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
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** InitiateBucketWorm: creates a retention policy, which protects objects at once and must be locked within a day. */
final class InitiateBucketWorm implements Operation {

    private final ObjectStore store;

    InitiateBucketWorm(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("worm");
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        int days = RetentionDays.read(XmlBody.read(request, "InitiateWormConfiguration"));
        String id = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
        Retention retention = new Retention(id, request.receivedAt().truncatedTo(ChronoUnit.SECONDS), false, days);
        store.changeBucket(bucket.name(), info -> {
            Retention known = Retention.of(info);
            if (known != null && !known.hasEnded(request.receivedAt())) {
                throw (known.locked()
                                ? OssErrorCode.WORM_CONFIGURATION_LOCKED
                                : OssErrorCode.INVALID_WORM_CONFIGURATION)
                        .error()
                        .with("BucketName", bucket.name());
            }
            return retention.storedIn(info);
        });
        return Response.of(200).withHeader("x-oss-worm-id", id);
    }
}
