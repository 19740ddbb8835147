package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.support.Buckets;
import io.github.osspresign.devserver.operation.support.Operation;
import io.github.osspresign.devserver.operation.support.XmlBody;
import io.github.osspresign.devserver.request.OssCall;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetBucketCors: the rules in their order. */
public final class GetBucketCors implements Operation {

    private final ObjectStore store;

    public GetBucketCors(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of(CorsConfiguration.SETTING);
    }

    @Override
    public Response answer(OssCall call) {
        CorsConfiguration rules = CorsConfiguration.required(Buckets.requireExisting(store, call.requiredBucket()));
        return XmlBody.answer(CorsConfiguration.ROOT, rules::write);
    }
}
