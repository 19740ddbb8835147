package io.github.osspresign.devserver.operation.worm;

import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Map;

/** The operations on retention policies, by the request that selects them. */
public final class WormOperations {

    private WormOperations() {}

    /** Returns the operations by method, resource and sub-resource. */
    public static Map<String, Operation> of(ObjectStore store) {
        return Map.ofEntries(
                Map.entry("GET bucket?worm", new GetBucketWorm(store)),
                Map.entry("POST bucket?worm", new InitiateBucketWorm(store)),
                Map.entry("DELETE bucket?worm", new AbortBucketWorm(store)),
                Map.entry("POST bucket?wormId", new CompleteBucketWorm(store)),
                Map.entry("POST bucket?wormExtend", new ExtendBucketWorm(store)));
    }
}
