package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.multipart.MultipartUploads;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Map;

/** The operations on buckets and their settings, by the request that selects them. */
public final class BucketOperations {

    private BucketOperations() {}

    /** Returns the operations by method, resource and sub-resource. */
    public static Map<String, Operation> of(ObjectStore store, ServiceRules rules, MultipartUploads uploads) {
        return Map.ofEntries(
                Map.entry("PUT bucket", new PutBucket(store, rules)),
                Map.entry("HEAD bucket", new HeadBucket(store, rules)),
                Map.entry("DELETE bucket", new DeleteBucket(store, uploads)),
                Map.entry("GET bucket?acl", new GetBucketAcl(store)),
                Map.entry("PUT bucket?acl", new PutBucketAcl(store)),
                Map.entry("GET bucket?cname", new GetBucketCname(store)),
                Map.entry("POST bucket?cname", new PostBucketCname(store)),
                Map.entry("GET bucket?cors", new GetBucketCors(store)),
                Map.entry("PUT bucket?cors", new PutBucketCors(store)),
                Map.entry("DELETE bucket?cors", new DeleteBucketCors(store)),
                Map.entry("GET bucket?bucketInfo", new GetBucketInfo(store, rules)),
                Map.entry("GET bucket?location", new GetBucketLocation(store, rules)),
                Map.entry("GET bucket?resourceGroup", new GetBucketResourceGroup(store)),
                Map.entry("PUT bucket?resourceGroup", new PutBucketResourceGroup(store)),
                Map.entry("GET bucket?stat", new GetBucketStat(store, uploads)),
                Map.entry("GET bucket?tagging", new GetBucketTags(store)),
                Map.entry("PUT bucket?tagging", new PutBucketTags(store)),
                Map.entry("DELETE bucket?tagging", new DeleteBucketTags(store)),
                Map.entry("GET bucket?versioning", new GetBucketVersioning(store)),
                Map.entry("PUT bucket?versioning", new PutBucketVersioning(store)));
    }
}
