package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Map;

/** The operations that list buckets, objects and versions, by the request that selects them. */
public final class ListingOperations {

    private ListingOperations() {}

    /** Returns the operations by method, resource and sub-resource. */
    public static Map<String, Operation> of(ObjectStore store, ServiceRules rules) {
        return Map.ofEntries(
                Map.entry("GET service", new ListBuckets(store, rules)),
                Map.entry("GET service?regions", new DescribeRegions(rules)),
                Map.entry("GET bucket", new ListObjects(store)),
                Map.entry("GET bucket?list-type=2", new ListObjectsV2(store)),
                Map.entry("GET bucket?live", new ListLiveChannels(store)),
                Map.entry("GET bucket?versions", new ListObjectVersions(store)));
    }
}
