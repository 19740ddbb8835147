package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.Versioning;
import java.io.IOException;
import java.util.Set;

/** PutBucketVersioning: enables or suspends versions. They cannot be turned off again. */
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
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        String status = XmlBody.read(request, "VersioningConfiguration").text("Status");
        Versioning versioning = switch (status == null ? "" : status) {
            case "Enabled" -> Versioning.ENABLED;
            case "Suspended" -> Versioning.SUSPENDED;
            default -> throw XmlBody.malformed();
        };
        store.changeBucket(bucket.name(), info -> info.withVersioning(versioning));
        return Response.of(200);
    }
}
