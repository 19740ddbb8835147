// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.operation.Operations;
import io.github.osspresign.devserver.operation.callback.Callback;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.operation.transfer.TrafficLimit;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;

/** The operations on objects, by the request that selects them. */
public final class ObjectOperations {

    private static final String VERSION_ID = RequestedVersion.PARAMETER;

    private ObjectOperations() {}

    public static void addTo(Operations table, ObjectStore store, ServiceRules rules) {
        table.add("POST bucket", new PostObject(store, rules));
        table.add("POST bucket?delete", new DeleteMultipleObjects(store), Operations.PAYER);
        table.add("POST object?append", new AppendObject(store, rules), "position", TrafficLimit.NAME);
        ObjectTagging tagging = new ObjectTagging(store);
        table.add("GET object?tagging", tagging::get, VERSION_ID);
        table.add("PUT object?tagging", tagging::put, VERSION_ID);
        table.add("DELETE object?tagging", tagging::delete, VERSION_ID);
        table.add("PUT object", new PutObject(store, rules), TrafficLimit.NAME, Callback.PARAMETER, Callback.VARIABLES);
        table.add("PUT object from copy source", new CopyObject(store, rules));
        table.add("GET object", new GetObject(store, rules), VERSION_ID, TrafficLimit.NAME);
        table.add("HEAD object", new HeadObject(store), VERSION_ID);
        ObjectAccess access = new ObjectAccess(store);
        table.add("GET object?acl", access::get, VERSION_ID);
        table.add("PUT object?acl", access::put, VERSION_ID);
        table.add("GET object?objectMeta", new GetObjectMeta(store), VERSION_ID);
        table.add("HEAD object?objectMeta", new GetObjectMeta(store), VERSION_ID);
        table.add("POST object?restore", new RestoreObject(store, rules), VERSION_ID);
        table.add("PUT object?symlink", new PutSymlink(store, rules));
        table.add("GET object?symlink", new GetSymlink(store), VERSION_ID);
        // The symbolic link itself is deleted.
        table.add("DELETE object", new DeleteObject(store), VERSION_ID, "symlink");
    }
}
