// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** GetBucketLifecycle, PutBucketLifecycle, DeleteBucketLifecycle and those of the other kinds of documents. */
record StoredConfiguration(ObjectStore store, ServiceRules rules, BucketDocument document) {

    /** Returns the configuration as it was put. */
    Response get(OssRequest request, BucketInfo bucket) {
        return Response.of(200)
                .withHeader("Content-Type", document.contentType())
                .withBody(Body.of(document.of(bucket, document.setting(request), rules)));
    }

    Response put(OssRequest request, BucketInfo bucket) throws IOException {
        BucketDocument.Target target = new BucketDocument.Target(request, bucket, store, rules);
        String setting = document.setting(request);
        String stored = document.read(XmlBody.bytes(request), target);
        change(request, info -> info.with(setting, stored));
        return Response.of(200);
    }

    /** Returns 204 even if there was no configuration. */
    Response delete(OssRequest request, BucketInfo bucket) throws IOException {
        String setting = document.setting(request);
        change(request, info -> info.without(setting));
        return Response.of(204);
    }

    private void change(OssRequest request, UnaryOperator<BucketInfo> change) throws IOException {
        if (request.bucket() == null) {
            store.changeService(change);
        } else {
            store.changeBucket(request.bucket(), change);
        }
    }
}
