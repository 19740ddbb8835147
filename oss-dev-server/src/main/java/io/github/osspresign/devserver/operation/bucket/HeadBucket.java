package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** HeadBucket: returns the region of an existing bucket in a header. */
final class HeadBucket implements Operation {

    private final ObjectStore store;
    private final ServiceRules rules;

    HeadBucket(ObjectStore store, ServiceRules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of();
    }

    @Override
    public Response handle(OssRequest request) {
        BucketRules.requireExisting(store, request.requiredBucket());
        return Response.of(200).withHeader("x-oss-bucket-region", rules.location());
    }
}
