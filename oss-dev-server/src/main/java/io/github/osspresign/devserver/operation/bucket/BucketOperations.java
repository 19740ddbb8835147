// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operations;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.multipart.MultipartUploads;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;

/** The operations on buckets and their settings, by the request that selects them. */
public final class BucketOperations {

    private BucketOperations() {}

    public static void addTo(Operations table, ObjectStore store, ServiceRules rules, MultipartUploads uploads) {
        table.add("PUT bucket", new PutBucket(store, rules));
        table.add("DELETE bucket", (request, bucket) -> {
            uploads.deleteBucket(bucket.name());
            return Response.of(204);
        });
        table.add(
                "HEAD bucket",
                (request, bucket) -> Response.of(200).withHeader("x-oss-bucket-region", rules.location()));
        table.add(
                "GET bucket?location",
                (request, bucket) -> XmlBody.response("LocationConstraint", xml -> xml.text(rules.location())));
        BucketAcl acl = new BucketAcl(store, rules);
        table.add("GET bucket?acl", acl::get);
        table.add("PUT bucket?acl", acl::put);
        BucketCname cname = new BucketCname(store);
        table.add("GET bucket?cname", cname::get, "comp");
        table.add("POST bucket?cname", cname::post, "comp");
        table.add("GET bucket?bucketInfo", new GetBucketInfo(rules));
        BucketResourceGroup resourceGroup = new BucketResourceGroup(store, rules);
        table.add("GET bucket?resourceGroup", resourceGroup::get);
        table.add("PUT bucket?resourceGroup", resourceGroup::put);
        table.add("GET bucket?stat", new GetBucketStat(store, uploads));
        BucketTagging tagging = new BucketTagging(store);
        table.add("GET bucket?tagging", tagging::get);
        table.add("PUT bucket?tagging", tagging::put);
        table.add("DELETE bucket?tagging", tagging::delete);
        BucketVersioning versioning = new BucketVersioning(store);
        table.add("GET bucket?versioning", versioning::get);
        table.add("PUT bucket?versioning", versioning::put);
    }
}
