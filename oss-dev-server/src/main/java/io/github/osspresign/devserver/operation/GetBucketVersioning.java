package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.util.Optional;
import java.util.Set;

/** GetBucketVersioning: Enabled or Suspended, and nothing for a bucket that has never had versions. */
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
    public Response answer(OssCall call) {
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        return XmlBody.answer(
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
