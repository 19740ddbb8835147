// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.operation.Operations;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;

/** The operations on configurations of buckets, by the request that selects them. */
public final class ConfigurationOperations {

    private ConfigurationOperations() {}

    public static void addTo(Operations table, ObjectStore store, ServiceRules rules) {
        for (BucketDocument document : BucketDocument.values()) {
            StoredConfiguration configuration = new StoredConfiguration(store, rules, document);
            String resource = " bucket?" + document.subResource();
            table.add("GET" + resource, configuration::get);
            table.add("PUT" + resource, configuration::put);
            if (document.isDeletable()) {
                table.add("DELETE" + resource, configuration::delete);
            }
        }
        StoredConfiguration block = new StoredConfiguration(store, rules, BucketDocument.PUBLIC_ACCESS_BLOCK);
        table.add("GET service?publicAccessBlock", block::get);
        table.add("PUT service?publicAccessBlock", block::put);
        table.add("DELETE service?publicAccessBlock", block::delete);
        StoredConfiguration inventory = new StoredConfiguration(store, rules, BucketDocument.INVENTORY);
        table.add(
                "GET bucket?inventory",
                new GetBucketInventory(inventory),
                BucketDocument.INVENTORY_ID,
                GetBucketInventory.TOKEN);
        table.add("PUT bucket?inventory", inventory::put, BucketDocument.INVENTORY_ID);
        table.add("DELETE bucket?inventory", inventory::delete, BucketDocument.INVENTORY_ID);
        table.add("GET bucket?policyStatus", (request, bucket) -> BucketPolicy.status(bucket));
        table.add("GET service?qosInfo", (request, service) -> QosLimits.ofAccount(rules));
    }
}
