package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.operation.multipart.MultipartUploads;
import io.github.osspresign.devserver.operation.support.Operation;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.HashMap;
import java.util.Map;

/** The operations on buckets and their settings, by the request that selects them. */
public final class BucketOperations {

    private BucketOperations() {}

    /** Returns the operations by method, resource and sub-resource. */
    public static Map<String, Operation> of(ObjectStore store, ServiceRules rules, MultipartUploads uploads) {
        Map<String, Operation> operations = new HashMap<>(Map.ofEntries(
                Map.entry("PUT bucket", new PutBucket(store, rules)),
                Map.entry("HEAD bucket", new HeadBucket(store, rules)),
                Map.entry("DELETE bucket", new DeleteBucket(store, uploads)),
                Map.entry("GET bucket?acl", new GetBucketAcl(store)),
                Map.entry("PUT bucket?acl", new PutBucketAcl(store)),
                Map.entry("GET bucket?cors", new GetBucketCors(store)),
                Map.entry("PUT bucket?cors", new PutBucketCors(store)),
                Map.entry("DELETE bucket?cors", new DeleteBucketCors(store)),
                Map.entry("GET bucket?bucketInfo", new GetBucketInfo(store, rules)),
                Map.entry("GET bucket?location", new GetBucketLocation(store, rules)),
                Map.entry("GET bucket?policyStatus", new GetBucketPolicyStatus(store)),
                Map.entry("GET bucket?stat", new GetBucketStat(store, uploads)),
                Map.entry("GET bucket?tagging", new GetBucketTags(store)),
                Map.entry("PUT bucket?tagging", new PutBucketTags(store)),
                Map.entry("DELETE bucket?tagging", new DeleteBucketTags(store)),
                Map.entry("GET bucket?versioning", new GetBucketVersioning(store)),
                Map.entry("PUT bucket?versioning", new PutBucketVersioning(store))));
        for (BucketDocument document : BucketDocument.ALL) {
            String resource = " bucket?" + document.subResource();
            operations.put("GET" + resource, new GetBucketDocument(store, document));
            operations.put("PUT" + resource, new PutBucketDocument(store, document));
            if (document.isDeletable()) {
                operations.put("DELETE" + resource, new DeleteBucketDocument(store, document));
            }
        }
        // Without an ID, it lists the inventories.
        operations.put("GET bucket?inventory", new GetBucketInventory(store));
        return operations;
    }
}
