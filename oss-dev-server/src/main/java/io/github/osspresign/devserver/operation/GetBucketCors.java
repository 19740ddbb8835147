package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.util.Set;

/** GetBucketCors: the rules in their order. */
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
    public Response answer(OssCall call) {
        CorsConfiguration rules = CorsConfiguration.required(Buckets.requireExisting(store, call.requiredBucket()));
        return XmlBody.answer(CorsConfiguration.ROOT, rules::write);
    }
}
