// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;

/** GetBucketCors, PutBucketCors and DeleteBucketCors: up to 20 CORS rules in their order. */
record BucketCors(ObjectStore store) {

    Response get(OssRequest request, BucketInfo bucket) {
        return XmlBody.response(CorsConfiguration.ROOT, CorsConfiguration.required(bucket)::write);
    }

    Response put(OssRequest request, BucketInfo bucket) throws IOException {
        CorsConfiguration rules = CorsConfiguration.read(XmlBody.read(request, CorsConfiguration.ROOT));
        store.changeBucket(bucket.name(), info -> info.with(CorsConfiguration.SETTING, rules.toSetting()));
        return Response.of(200);
    }

    /** Returns 204 even if there were no rules. */
    Response delete(OssRequest request, BucketInfo bucket) throws IOException {
        store.changeBucket(bucket.name(), info -> info.without(CorsConfiguration.SETTING));
        return Response.of(204);
    }
}
