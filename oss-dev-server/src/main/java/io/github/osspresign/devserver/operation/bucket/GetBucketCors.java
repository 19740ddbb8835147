package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetBucketCors: returns the CORS rules in their order. */
final class GetBucketCors implements Operation {

    private final ObjectStore store;

    GetBucketCors(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of(CorsConfiguration.SETTING);
    }

    @Override
    public Response handle(OssRequest request) {
        CorsConfiguration rules =
                CorsConfiguration.required(BucketRules.requireExisting(store, request.requiredBucket()));
        return XmlBody.response(CorsConfiguration.ROOT, rules::write);
    }
}
