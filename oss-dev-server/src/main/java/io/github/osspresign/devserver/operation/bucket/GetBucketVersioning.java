package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Optional;
import java.util.Set;

/** GetBucketVersioning: returns Enabled or Suspended, and nothing for a bucket that has never had versions. */
final class GetBucketVersioning implements Operation {

    private final ObjectStore store;

    GetBucketVersioning(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("versioning");
    }

    @Override
    public Response handle(OssRequest request) {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        return XmlBody.response(
                "VersioningConfiguration", xml -> status(bucket).ifPresent(status -> xml.element("Status", status)));
    }

    static Optional<String> status(BucketInfo bucket) {
        return switch (bucket.versioning()) {
            case OFF -> Optional.empty();
            case ENABLED -> Optional.of("Enabled");
            case SUSPENDED -> Optional.of("Suspended");
        };
    }
}
