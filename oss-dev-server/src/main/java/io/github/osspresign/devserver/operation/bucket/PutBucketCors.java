package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Set;

/** PutBucketCors: replaces the CORS rules with up to 20 new ones. */
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
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        CorsConfiguration rules = CorsConfiguration.read(XmlBody.read(request, CorsConfiguration.ROOT));
        store.changeBucket(bucket.name(), info -> info.with(CorsConfiguration.SETTING, rules.toSetting()));
        return Response.of(200);
    }
}
