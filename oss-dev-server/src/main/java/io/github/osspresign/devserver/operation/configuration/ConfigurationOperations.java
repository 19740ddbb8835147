package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.HashMap;
import java.util.Map;

/** The operations on configurations of buckets, by the request that selects them. */
public final class ConfigurationOperations {

    private ConfigurationOperations() {}

    /** Returns the operations by method, resource and sub-resource. */
    public static Map<String, Operation> of(ObjectStore store, ServiceRules rules) {
        Map<String, Operation> operations = new HashMap<>();
        for (BucketDocument document : BucketDocument.ALL) {
            String resource = " bucket?" + document.subResource();
            operations.put("GET" + resource, new GetBucketDocument(store, document));
            operations.put("PUT" + resource, new PutBucketDocument(store, document));
            if (document.isDeletable()) {
                operations.put("DELETE" + resource, new DeleteBucketDocument(store, document));
            }
        }
        BucketDocument block = BucketDocument.PUBLIC_ACCESS_BLOCK;
        operations.put("GET service?publicAccessBlock", new GetBucketDocument(store, block));
        operations.put("PUT service?publicAccessBlock", new PutBucketDocument(store, block));
        operations.put("DELETE service?publicAccessBlock", new DeleteBucketDocument(store, block));
        // Without an ID, it lists the inventories.
        operations.put("GET bucket?inventory", new GetBucketInventory(store));
        operations.put("GET bucket?policyStatus", new GetBucketPolicyStatus(store));
        operations.put("GET service?qosInfo", new GetUserQosInfo(rules));
        return operations;
    }
}
