package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.Set;

/** PutBucketCors: up to 20 rules in place of those there were. */
final class PutBucketCors implements Operation {

    private final ObjectStore store;

    PutBucketCors(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of(CorsConfiguration.SETTING);
    }

    @Override
    public Response answer(OssCall call) throws IOException {
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        CorsConfiguration rules = CorsConfiguration.read(XmlBody.read(call, CorsConfiguration.ROOT));
        store.changeBucket(bucket.name(), info -> info.with(CorsConfiguration.SETTING, rules.toSetting()));
        return Response.of(200);
    }
}
