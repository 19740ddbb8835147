package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.Versioning;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.Set;

/** PutBucketVersioning: switches versions on or suspends them; nothing switches them off again. */
final class PutBucketVersioning implements Operation {

    private final ObjectStore store;

    PutBucketVersioning(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("versioning");
    }

    @Override
    public Response answer(OssCall call) throws IOException {
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        String status = XmlBody.read(call, "VersioningConfiguration").text("Status");
        Versioning versioning = switch (status == null ? "" : status) {
            case "Enabled" -> Versioning.ENABLED;
            case "Suspended" -> Versioning.SUSPENDED;
            default -> throw XmlBody.malformed();
        };
        store.changeBucket(bucket.name(), info -> info.withVersioning(versioning));
        return Response.of(200);
    }
}
