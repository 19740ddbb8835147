package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Map;

/** The operations of multipart uploads, by the request that selects them. */
public final class MultipartOperations {

    private MultipartOperations() {}

    /** Returns the operations by method, resource and sub-resource. */
    public static Map<String, Operation> of(ObjectStore store, ServiceRules rules, MultipartUploads uploads) {
        return Map.ofEntries(
                Map.entry("GET bucket?uploads", new ListMultipartUploads(store, uploads)),
                Map.entry("POST object?uploads", new InitiateMultipartUpload(store, uploads, rules)),
                Map.entry("PUT object?uploadId", new UploadPart(store, uploads)),
                Map.entry("PUT object?uploadId from copy source", new UploadPartCopy(store, uploads, rules)),
                Map.entry("GET object?uploadId", new ListParts(uploads)),
                Map.entry("POST object?uploadId", new CompleteMultipartUpload(store, uploads)),
                Map.entry("DELETE object?uploadId", new AbortMultipartUpload(uploads)));
    }
}
