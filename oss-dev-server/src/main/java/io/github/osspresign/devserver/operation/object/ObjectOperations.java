package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Map;

/** The operations on objects, by the request that selects them. */
public final class ObjectOperations {

    private ObjectOperations() {}

    /** Returns the operations by method, resource and sub-resource. */
    public static Map<String, Operation> of(ObjectStore store, ServiceRules rules) {
        return Map.ofEntries(
                Map.entry("POST bucket", new PostObject(store, rules)),
                Map.entry("POST bucket?delete", new DeleteMultipleObjects(store)),
                Map.entry("POST object?append", new AppendObject(store, rules)),
                Map.entry("PUT object?tagging", new ChangeObjectTagging(store)),
                Map.entry("GET object?tagging", new GetObjectTagging(store)),
                Map.entry("DELETE object?tagging", new ChangeObjectTagging(store)),
                Map.entry("PUT object", new PutObject(store, rules)),
                Map.entry("PUT object from copy source", new CopyObject(store, rules)),
                Map.entry("GET object", new GetObject(store, rules)),
                Map.entry("HEAD object", new HeadObject(store)),
                Map.entry("GET object?acl", new GetObjectAcl(store)),
                Map.entry("PUT object?acl", new PutObjectAcl(store)),
                Map.entry("GET object?objectMeta", new GetObjectMeta(store)),
                Map.entry("HEAD object?objectMeta", new GetObjectMeta(store)),
                Map.entry("POST object?restore", new RestoreObject(store, rules)),
                Map.entry("PUT object?symlink", new PutSymlink(store, rules)),
                Map.entry("GET object?symlink", new GetSymlink(store)),
                Map.entry("DELETE object", new DeleteObject(store)));
    }
}
