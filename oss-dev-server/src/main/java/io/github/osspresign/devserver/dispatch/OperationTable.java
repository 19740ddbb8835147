package io.github.osspresign.devserver.dispatch;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.bucket.BucketOperations;
import io.github.osspresign.devserver.operation.configuration.ConfigurationOperations;
import io.github.osspresign.devserver.operation.configuration.TlsVersions;
import io.github.osspresign.devserver.operation.listing.ListingOperations;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.multipart.MultipartOperations;
import io.github.osspresign.devserver.operation.multipart.MultipartUploads;
import io.github.osspresign.devserver.operation.object.ObjectOperations;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.worm.WormOperations;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ContentDiscardedException;
import io.github.osspresign.devserver.store.MissingBucketException;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation for a request. A request without an operation gets NotImplemented, never a success without
 * effect.
 */
public final class OperationTable {

    /** Sub-resources that select an operation. */
    private static final List<String> SELECTORS = List.of(
            "accessmonitor",
            "acl",
            "append",
            "bucketArchiveDirectRead",
            "bucketInfo",
            "cname",
            "cors",
            "delete",
            "encryption",
            "httpsConfig",
            "inventory",
            "lifecycle",
            "live",
            "location",
            "logging",
            "objectMeta",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "qos",
            "qosInfo",
            "referer",
            "regions",
            "requestPayment",
            "resourceGroup",
            "restore",
            "stat",
            "symlink",
            "tagging",
            "transferAcceleration",
            "uploadId",
            "uploads",
            "versioning",
            "versions",
            "website",
            "worm",
            "wormExtend",
            "wormId");

    private final ObjectStore store;
    private final Map<String, Operation> operations = new HashMap<>();

    public OperationTable(ObjectStore store, ServiceRules rules) {
        this.store = store;
        MultipartUploads uploads = new MultipartUploads(store);
        operations.putAll(BucketOperations.of(store, rules, uploads));
        operations.putAll(ConfigurationOperations.of(store, rules));
        operations.putAll(ListingOperations.of(store, rules));
        operations.putAll(ObjectOperations.of(store, rules));
        operations.putAll(MultipartOperations.of(store, rules, uploads));
        operations.putAll(WormOperations.of(store));
    }

    /** Runs the operation of the request. */
    public Response handle(OssRequest request) throws IOException {
        try {
            Operation operation = find(request);
            BucketInfo bucket = request.bucket() == null ? null : store.bucket(request.bucket());
            if (bucket != null) {
                TlsVersions.check(request, bucket);
            }
            return operation.handle(request);
        } catch (MissingBucketException e) {
            // The bucket was deleted after the operation started.
            throw BucketRules.noSuchBucket(e.bucket());
        } catch (ContentDiscardedException e) {
            throw OssErrorCode.NOT_IMPLEMENTED.error(
                    "This server keeps no content of objects, only their size and checksums (--discard-content).");
        }
    }

    /** Throws NotImplemented if the request has no operation. */
    public void requireOperation(OssRequest request) {
        find(request);
    }

    /** Returns the operation, or throws NotImplemented. */
    private Operation find(OssRequest request) {
        Operation operation = candidate(request);
        KnownParameters.refuseOthers(request.query(), operation == null ? Set.of() : operation.knownParameters());
        if (operation == null) {
            throw OssErrorCode.NOT_IMPLEMENTED.error().with("Method", request.method());
        }
        return operation;
    }

    /** Throws InvalidBucketName or NoSuchBucket if the operation of the request needs a bucket that does not exist. */
    public void requireBucket(OssRequest request) {
        Operation operation = candidate(request);
        if (request.bucket() != null && operation != null && !operation.createsBucket()) {
            BucketRules.requireExisting(store, request.bucket());
        }
    }

    /** Returns whether the request is a form upload, whose form contains the signature and the key. */
    public boolean takesForm(OssRequest request) {
        Operation operation = candidate(request);
        return operation != null && operation.takesForm() && find(request).takesForm();
    }

    /** Returns the operation without sub-resource if the sub-resource has none; it then rejects the sub-resource. */
    private @Nullable Operation candidate(OssRequest request) {
        String plain = request.method() + " " + target(request);
        // OSS ignores the source at the start of an upload. Each part has its own.
        boolean copies = request.headers().contains(StoredHeaders.COPY_SOURCE)
                && !request.query().contains("uploads");
        String copy = copies ? " from copy source" : "";
        for (String selector : SELECTORS) {
            if (request.query().contains(selector) && operations.containsKey(plain + "?" + selector + copy)) {
                return operations.get(plain + "?" + selector + copy);
            }
        }
        String listType = request.query().first("list-type");
        return operations.get(plain + (listType == null || request.key() != null ? copy : "?list-type=" + listType));
    }

    private static String target(OssRequest request) {
        if (request.bucket() == null) {
            return "service";
        }
        return request.key() == null || request.form() != null ? "bucket" : "object";
    }
}
